// The octets of a packet or frame that is to be sent.

#ifndef CLOSESPEC_PEERS_WIRE_FRAME_H_
#define CLOSESPEC_PEERS_WIRE_FRAME_H_

#include <cstddef>
#include <vector>

namespace closespec {

using Frame = std::vector<std::byte>;

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_FRAME_H_
