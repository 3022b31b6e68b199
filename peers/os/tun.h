// A network device whose other end is a descriptor of this process: whole IP packets are read and
// written, without a header before them.

#ifndef CLOSESPEC_PEERS_OS_TUN_H_
#define CLOSESPEC_PEERS_OS_TUN_H_

#include <string>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// Makes the device `name` in the current network namespace; it lasts as long as the descriptor and
// its copies, which never block. EACCES where /dev/net/tun is for root only.
Result<FileDescriptor> OpenTun(const std::string& name);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_TUN_H_
