// What is fixed in Ethernet and IP headers: sizes in octets, types and hardware addresses.

#ifndef CLOSESPEC_PEERS_WIRE_HEADERS_H_
#define CLOSESPEC_PEERS_WIRE_HEADERS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace closespec {

inline constexpr std::size_t kEthernetHeader = 14;
inline constexpr std::size_t kIpv4Header = 20;   // without options
inline constexpr std::size_t kIpv6Header = 40;   // without extensions
inline constexpr std::size_t kTcpHeader = 20;    // without options
inline constexpr std::size_t kTcpChecksum = 16;  // where in it

// RFC 7042 B.1, at kEtherType.
inline constexpr std::size_t kEtherType = 12;
inline constexpr std::uint16_t kIpv4Type = 0x0800;
inline constexpr std::uint16_t kArpType = 0x0806;
inline constexpr std::uint16_t kIpv6Type = 0x86dd;

using HardwareAddress = std::array<std::byte, 6>;

// The octets must be there.
inline HardwareAddress HardwareAt(std::span<const std::byte> bytes, std::size_t at) {
  HardwareAddress address;
  std::ranges::copy(bytes.subspan(at, address.size()), address.begin());
  return address;
}

// Of an address in textual form.
inline bool IsIpv6(std::string_view address) { return address.find(':') != std::string_view::npos; }

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_HEADERS_H_
