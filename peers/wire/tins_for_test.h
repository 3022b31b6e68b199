// What libtins builds, as the wire peer has it.

#ifndef CLOSESPEC_PEERS_WIRE_TINS_FOR_TEST_H_
#define CLOSESPEC_PEERS_WIRE_TINS_FOR_TEST_H_

#include <cstdint>
#include <vector>

#include "peers/wire/frame.h"

namespace closespec {

inline Frame FrameOf(const std::vector<std::uint8_t>& octets) {
  const auto* const begin = reinterpret_cast<const std::byte*>(octets.data());
  return {begin, begin + octets.size()};
}

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_TINS_FOR_TEST_H_
