#include "peers/wire/icmp_builder.h"

#include <tins/exceptions.h>
#include <tins/icmp.h>
#include <tins/icmpv6.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>

#include <array>
#include <stdexcept>

namespace closespec {
namespace {

struct TypeAndCode {
  std::uint8_t type = 0;
  std::uint8_t code = 0;
};

struct ErrorRow {
  std::string_view word;
  IcmpError error;
  TypeAndCode ipv4;
  std::optional<TypeAndCode> ipv6;
};

// RFC 792, RFC 1812 5.2.7.1; RFC 4443 3.
constexpr std::array kErrors = {
    ErrorRow{"net_unreachable", IcmpError::kNetUnreachable, {3, 0}, {{1, 0}}},
    ErrorRow{"host_unreachable", IcmpError::kHostUnreachable, {3, 1}, {{1, 3}}},
    ErrorRow{"protocol_unreachable", IcmpError::kProtocolUnreachable, {3, 2}, {{4, 1}}},
    ErrorRow{"port_unreachable", IcmpError::kPortUnreachable, {3, 3}, {{1, 4}}},
    ErrorRow{"fragmentation_needed", IcmpError::kFragmentationNeeded, {3, 4}, {{2, 0}}},
    ErrorRow{"source_route_failed", IcmpError::kSourceRouteFailed, {3, 5}, {}},
    ErrorRow{"admin_prohibited", IcmpError::kAdminProhibited, {3, 13}, {{1, 1}}},
    ErrorRow{"time_exceeded", IcmpError::kTimeExceeded, {11, 0}, {{3, 0}}},
    ErrorRow{"parameter_problem", IcmpError::kParameterProblem, {12, 0}, {}},
    ErrorRow{"source_quench", IcmpError::kSourceQuench, {4, 0}, {}},
};

// RFC 792: the internet header and 64 bits of what follows.
constexpr std::size_t kQuotedOfIpv4 = 20 + 8;
constexpr std::uint8_t kPointerToTypeOfService = 1;
constexpr std::uint16_t kPointerToNextHeader = 6;

const ErrorRow& RowOf(IcmpError error) {
  for (const ErrorRow& row : kErrors) {
    if (row.error == error) return row;
  }
  return kErrors.front();
}

bool IsIpv6(const Endpoint& endpoint) { return endpoint.address.find(':') != std::string::npos; }

Tins::RawPDU QuoteOf(const Frame& packet, std::size_t octets) {
  return {reinterpret_cast<const std::uint8_t*>(packet.data()),
          static_cast<std::uint32_t>(std::min(octets, packet.size()))};
}

Frame Ipv4Error(const IcmpDraft& draft, const Frame& packet) {
  const TypeAndCode kind = RowOf(draft.error).ipv4;
  Tins::ICMP icmp(static_cast<Tins::ICMP::Flags>(kind.type));
  icmp.code(kind.code);
  if (draft.error == IcmpError::kFragmentationNeeded) icmp.mtu(draft.mtu);
  if (draft.error == IcmpError::kParameterProblem) icmp.pointer(kPointerToTypeOfService);
  Tins::IP ip(draft.quoted.source.address, draft.source);
  ip.ttl(64);
  return FrameOf((ip / icmp / QuoteOf(packet, kQuotedOfIpv4)).serialize());
}

Frame Ipv6Error(const IcmpDraft& draft, const Frame& packet, TypeAndCode kind) {
  Tins::ICMPv6 icmp(static_cast<Tins::ICMPv6::Types>(kind.type));
  icmp.code(kind.code);
  // The low half of the MTU of Packet Too Big and of the pointer of Parameter Problem.
  if (draft.error == IcmpError::kFragmentationNeeded) icmp.sequence(draft.mtu);
  if (draft.error == IcmpError::kProtocolUnreachable) icmp.sequence(kPointerToNextHeader);
  Tins::IPv6 ip(draft.quoted.source.address, draft.source);
  ip.hop_limit(64);
  return FrameOf((ip / icmp / QuoteOf(packet, packet.size())).serialize());
}

}  // namespace

std::optional<IcmpError> ParseIcmpError(std::string_view word) {
  for (const ErrorRow& row : kErrors) {
    if (row.word == word) return row.error;
  }
  return std::nullopt;
}

bool HasIcmpError(IcmpError error, const Endpoint& about) {
  return !IsIpv6(about) || RowOf(error).ipv6.has_value();
}

Result<Frame> BuildIcmpError(const IcmpDraft& draft) {
  const Result<Frame> packet = BuildSegment(draft.quoted);
  if (!packet) return packet.trouble();
  try {
    if (!IsIpv6(draft.quoted.source)) return Ipv4Error(draft, *packet);
    const auto kind = RowOf(draft.error).ipv6;
    if (!kind) return Trouble{"ICMPv6 has no such error"};
    return Ipv6Error(draft, *packet, *kind);
  } catch (const std::runtime_error& refused) {
    return Trouble{std::string("build an ICMP error: ") + refused.what()};
  }
}

}  // namespace closespec
