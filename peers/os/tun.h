// A network device whose other end is a descriptor of this process: what is read and written are
// whole IP packets (tun) or whole Ethernet frames (tap), without anything before them.

#ifndef CLOSESPEC_PEERS_OS_TUN_H_
#define CLOSESPEC_PEERS_OS_TUN_H_

#include <string>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// Makes the device `name` in the current network namespace; the descriptor never blocks. The device
// goes when the namespace does, with many others at once: one that goes with its descriptor holds
// up every other change of devices in the kernel for tens of milliseconds. EACCES where
// /dev/net/tun is for root only.
Result<FileDescriptor> OpenTun(const std::string& name);
Result<FileDescriptor> OpenTap(const std::string& name);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_TUN_H_
