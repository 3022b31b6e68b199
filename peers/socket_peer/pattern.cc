#include "peers/socket_peer/pattern.h"

namespace closespec::socket_peer {
namespace {

// Within 256 octets no value comes twice, so one octet is enough to see a small shift; the blocks
// of 256 start at values that do not repeat, so a shift by whole blocks is seen as well.
constexpr std::uint64_t kStep = 157;
constexpr std::uint64_t kBlockFactor = 0x9E3779B97F4A7C15;

char Octet(std::uint64_t offset) {
  const std::uint64_t block = (offset / 256 + 1) * kBlockFactor >> 56;
  return static_cast<char>(static_cast<unsigned char>(offset * kStep + block));
}

}  // namespace

std::string Pattern(std::uint64_t offset, std::size_t octets) {
  std::string pattern(octets, '\0');
  for (char& each : pattern) each = Octet(offset++);
  return pattern;
}

bool IsPattern(std::string_view octets, std::uint64_t offset) {
  for (const char each : octets) {
    if (each != Octet(offset++)) return false;
  }
  return true;
}

}  // namespace closespec::socket_peer
