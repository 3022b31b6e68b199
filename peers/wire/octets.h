// Numbers in network order within packets, and the Internet checksum (RFC 1071).

#ifndef CLOSESPEC_PEERS_WIRE_OCTETS_H_
#define CLOSESPEC_PEERS_WIRE_OCTETS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace closespec {

// Callers have made sure that the octets are there.
inline std::uint8_t Octet(std::span<const std::byte> bytes, std::size_t at) {
  return std::to_integer<std::uint8_t>(bytes[at]);
}

inline std::uint16_t Word(std::span<const std::byte> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(Octet(bytes, at) << 8 | Octet(bytes, at + 1));
}

inline std::uint32_t LongWord(std::span<const std::byte> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(Word(bytes, at)) << 16 | Word(bytes, at + 2);
}

inline void SetWord(std::span<std::byte> bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<std::byte>(value >> 8);
  bytes[at + 1] = static_cast<std::byte>(value & 0xff);
}

inline void SetLongWord(std::span<std::byte> bytes, std::size_t at, std::uint32_t value) {
  SetWord(bytes, at, static_cast<std::uint16_t>(value >> 16));
  SetWord(bytes, at + 2, static_cast<std::uint16_t>(value & 0xffff));
}

inline std::uint32_t SumOfWords(std::span<const std::byte> bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) sum += Word(bytes, at);
  if (bytes.size() % 2 == 1) sum += static_cast<std::uint32_t>(Octet(bytes, bytes.size() - 1) << 8);
  return sum;
}

inline std::uint16_t Checksum(std::uint32_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_OCTETS_H_
