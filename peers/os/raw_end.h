// One end of an Ethernet link, for who plays a whole host on it: the frames that come in on a
// device of the current network namespace are read from the descriptor, and what is written goes
// out as it is.

#ifndef CLOSESPEC_PEERS_OS_RAW_END_H_
#define CLOSESPEC_PEERS_OS_RAW_END_H_

#include <string>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// Whether packet sockets on the same device see what is written. They do not when it goes past the
// device's queue, which the kernel attaches some time after the device got its carrier and without
// which it would be dropped. packet(7), PACKET_QDISC_BYPASS
enum class Written { kPastQueue, kSeen };

// Never blocks; what is written is not read again. Frames to any address are read, as far as the
// device lets them in: a veth or tap does.
Result<FileDescriptor> OpenRawEnd(const std::string& device, Written written);

// A real device lets in frames to an address that is not its own, too, while `raw_end` is open.
Status LetAllIn(const FileDescriptor& raw_end, const std::string& device);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_RAW_END_H_
