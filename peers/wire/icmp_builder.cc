#include "peers/wire/icmp_builder.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>

#include "peers/wire/headers.h"
#include "peers/wire/octets.h"
#include "peers/wire/packet.h"

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
constexpr std::uint8_t kIcmp = IPPROTO_ICMP;
constexpr std::uint8_t kIcmpv6 = IPPROTO_ICMPV6;
constexpr std::byte kPointerToTypeOfService{1};
constexpr std::byte kPointerToNextHeader{6};

const ErrorRow& RowOf(IcmpError error) {
  for (const ErrorRow& row : kErrors) {
    if (row.error == error) return row;
  }
  return kErrors.front();
}

Frame RestOf(const IcmpDraft& draft, bool ipv6) {
  Frame rest(4);
  // RFC 1191 4; Packet Too Big of RFC 4443 3.2 has four octets for it.
  if (draft.error == IcmpError::kFragmentationNeeded) SetWord(rest, 2, draft.mtu);
  if (draft.error == IcmpError::kParameterProblem) rest[0] = kPointerToTypeOfService;
  if (draft.error == IcmpError::kProtocolUnreachable && ipv6) rest[3] = kPointerToNextHeader;
  return rest;
}

}  // namespace

std::optional<IcmpError> ParseIcmpError(std::string_view word) {
  for (const ErrorRow& row : kErrors) {
    if (row.word == word) return row.error;
  }
  return std::nullopt;
}

bool HasIcmpError(IcmpError error, const Endpoint& about) {
  return !IsIpv6(about.address) || RowOf(error).ipv6.has_value();
}

Result<Frame> BuildIcmpError(const IcmpDraft& draft) {
  const bool ipv6 = IsIpv6(draft.quoted.source.address);
  const ErrorRow& row = RowOf(draft.error);
  if (ipv6 && !row.ipv6) return Trouble{"ICMPv6 has no such error"};
  const TypeAndCode kind = ipv6 ? *row.ipv6 : row.ipv4;
  Result<Frame> quoted = BuildSegment(draft.quoted);
  if (!quoted) return quoted.trouble();
  if (!ipv6) quoted->resize(std::min(quoted->size(), kQuotedOfIpv4));
  auto ip = IpHeader(draft.source, draft.quoted.source.address, ipv6 ? kIcmpv6 : kIcmp);
  if (!ip) return Trouble{"an ICMP error from an address of another family"};
  return Encode(IcmpPacket{.ip = *std::move(ip),
                           .type = kind.type,
                           .code = kind.code,
                           .rest = RestOf(draft, ipv6),
                           .quoted = *std::move(quoted)});
}

}  // namespace closespec
