// The octets of a packet or frame that is to be sent.

#ifndef CLOSESPEC_PEERS_WIRE_FRAME_H_
#define CLOSESPEC_PEERS_WIRE_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace closespec {

using Frame = std::vector<std::byte>;

inline Frame FrameOf(const std::vector<std::uint8_t>& octets) {
  const auto* const begin = reinterpret_cast<const std::byte*>(octets.data());
  return {begin, begin + octets.size()};
}

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_FRAME_H_
