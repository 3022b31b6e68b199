#include "peers/wire/packet.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <string>

#include "peers/wire/headers.h"
#include "peers/wire/octets.h"
#include "peers/wire/segment_parser.h"

namespace closespec {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kIcmpHeader = 8;
constexpr std::size_t kQuotedOfTcp = 8;  // ports and sequence number
constexpr std::uint16_t kDontFragment = 0x4000;

// Where the transport's part begins; nothing for another protocol or one that is out of reach.
std::optional<std::size_t> TransportOf(Bytes packet, unsigned ipv4_protocol,
                                       unsigned ipv6_protocol) {
  if (packet.size() < kIpv4Header) return std::nullopt;
  if (Octet(packet, 0) >> 4 == 6) {
    if (packet.size() < kIpv6Header || Octet(packet, 6) != ipv6_protocol) return std::nullopt;
    return kIpv6Header;
  }
  const std::size_t header = static_cast<std::size_t>(Octet(packet, 0) & 0xf) * 4;
  const bool is_fragment = (Word(packet, 6) & 0x3fff) != 0;
  if (header < kIpv4Header || header > packet.size() || is_fragment ||
      Octet(packet, 9) != ipv4_protocol) {
    return std::nullopt;
  }
  return header;
}

Bytes AddressesOf(const Frame& ip) {
  return IsIpv6(ip) ? Bytes(ip).subspan(8, 32) : Bytes(ip).subspan(12, 8);
}

// RFC 9293 3.1, RFC 8200 8.1. `protocol` is the one that the pseudo header names.
std::uint16_t TransportChecksum(const Frame& ip, Bytes transport, std::uint8_t protocol) {
  return Checksum(SumOfWords(AddressesOf(ip)) + protocol +
                  static_cast<std::uint32_t>(transport.size()) + SumOfWords(transport));
}

Frame Together(Frame ip, const Frame& transport) {
  const std::size_t length = ip.size() + transport.size();
  if (IsIpv6(ip)) {
    SetWord(ip, 4, static_cast<std::uint16_t>(transport.size()));
  } else {
    SetWord(ip, 2, static_cast<std::uint16_t>(length));
    SetWord(ip, 10, 0);
    SetWord(ip, 10, Checksum(SumOfWords(ip)));
  }
  ip.insert(ip.end(), transport.begin(), transport.end());
  return ip;
}

std::uint8_t BitsOf(TcpFlags flags) {
  return static_cast<std::uint8_t>((flags.fin ? 0x01 : 0) | (flags.syn ? 0x02 : 0) |
                                   (flags.rst ? 0x04 : 0) | (flags.psh ? 0x08 : 0) |
                                   (flags.ack ? 0x10 : 0) | (flags.urg ? 0x20 : 0));
}

Frame TcpOf(const Packet& packet) {
  Frame tcp(kTcpHeader);
  SetWord(tcp, 0, packet.source_port);
  SetWord(tcp, 2, packet.destination_port);
  SetLongWord(tcp, 4, packet.seq.Bits());
  SetLongWord(tcp, 8, packet.ack.Bits());
  tcp[12] = static_cast<std::byte>((kTcpHeader + packet.options.size()) / 4 << 4);
  tcp[13] = static_cast<std::byte>(BitsOf(packet.flags));
  SetWord(tcp, 14, packet.window);
  SetWord(tcp, 18, packet.urgent_pointer);
  tcp.insert(tcp.end(), packet.options.begin(), packet.options.end());
  tcp.insert(tcp.end(), packet.payload.begin(), packet.payload.end());
  return tcp;
}

std::string AddressText(const Frame& ip, bool of_source) {
  const Bytes both = AddressesOf(ip);
  const std::size_t size = both.size() / 2;
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(IsIpv6(ip) ? AF_INET6 : AF_INET, both.subspan(of_source ? 0 : size, size).data(),
              text.data(), text.size());
  return text.data();
}

std::size_t QuotedTcp(const IcmpPacket& icmp) {
  return *TransportOf(icmp.quoted, IPPROTO_TCP, IPPROTO_TCP);
}

}  // namespace

bool IsIpv6(const Frame& ip) { return Octet(ip, 0) >> 4 == 6; }

std::optional<Frame> IpHeader(const std::string& source, const std::string& destination,
                              std::uint8_t protocol, std::uint8_t hops) {
  const bool ipv6 = IsIpv6(source);
  Frame ip(ipv6 ? kIpv6Header : kIpv4Header);
  ip[0] = ipv6 ? std::byte{0x60} : std::byte{0x45};
  if (!ipv6) SetWord(ip, 6, kDontFragment);
  ip[ipv6 ? 6 : 9] = std::byte{protocol};
  ip[ipv6 ? 7 : 8] = std::byte{hops};
  const int family = ipv6 ? AF_INET6 : AF_INET;
  const std::size_t first = ipv6 ? 8 : 12;
  const std::size_t size = ipv6 ? 16 : 4;
  if (::inet_pton(family, source.c_str(), ip.data() + first) != 1 ||
      ::inet_pton(family, destination.c_str(), ip.data() + first + size) != 1) {
    return std::nullopt;
  }
  return ip;
}

std::optional<Packet> DecodeTcp(Bytes packet) {
  const auto begin = TransportOf(packet, IPPROTO_TCP, IPPROTO_TCP);
  const auto segment = ParseSegment(packet, LinkType::kRawIp, {}, packet.size(), Checksums::kReal);
  if (!begin || !segment) return std::nullopt;
  const Bytes tcp = packet.subspan(*begin);
  const std::size_t header = static_cast<std::size_t>(Octet(tcp, 12) >> 4) * 4;
  const Bytes options = tcp.subspan(kTcpHeader, header - kTcpHeader);
  const Bytes payload = tcp.subspan(header, segment->length);
  return Packet{.ip = {packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(*begin)},
                .source_port = segment->source.port,
                .destination_port = segment->destination.port,
                .seq = segment->seq,
                .ack = segment->ack,
                .flags = segment->flags,
                .window = static_cast<std::uint16_t>(segment->window),
                .urgent_pointer = Word(tcp, 18),
                .options = {options.begin(), options.end()},
                .payload = {payload.begin(), payload.end()},
                .checksum_correct = segment->checksum_correct.value_or(true)};
}

Frame Encode(const Packet& packet) {
  Frame tcp = TcpOf(packet);
  const std::uint16_t right = TransportChecksum(packet.ip, tcp, IPPROTO_TCP);
  // Not all bits turned: 0 and 0xffff are the same sum.
  SetWord(tcp, kTcpChecksum,
          packet.checksum_correct ? right : static_cast<std::uint16_t>(right ^ 0x5500));
  return Together(packet.ip, tcp);
}

Segment SegmentOf(const Packet& packet) {
  const Frame bytes = Encode(packet);
  return *ParseSegment(bytes, LinkType::kRawIp, {}, bytes.size(), Checksums::kReal);
}

Packet TurnedRound(const Packet& packet) {
  Packet turned{.ip = packet.ip,
                .source_port = packet.destination_port,
                .destination_port = packet.source_port};
  const std::size_t size = AddressesOf(packet.ip).size() / 2;
  const std::size_t source = IsIpv6(packet.ip) ? 8 : 12;
  const auto first = turned.ip.begin() + static_cast<std::ptrdiff_t>(source);
  std::swap_ranges(first, first + static_cast<std::ptrdiff_t>(size),
                   first + static_cast<std::ptrdiff_t>(size));
  return turned;
}

std::optional<TimestampOption> TimestampOf(const Packet& packet) {
  return SegmentOf(packet).timestamp;
}

void SetTimestamp(TimestampOption timestamp, Packet& packet) {
  // RFC 7323 appendix A: two NOPs, then kind 8 and length 10.
  packet.options = {std::byte{1}, std::byte{1}, std::byte{8}, std::byte{10}};
  packet.options.resize(12);
  SetLongWord(packet.options, 4, timestamp.value);
  SetLongWord(packet.options, 8, timestamp.echo);
}

std::optional<IcmpPacket> DecodeIcmp(Bytes packet) {
  const auto begin = TransportOf(packet, IPPROTO_ICMP, IPPROTO_ICMPV6);
  if (!begin || packet.size() < *begin + kIcmpHeader) return std::nullopt;
  const Bytes icmp = packet.subspan(*begin);
  const Bytes quoted = icmp.subspan(kIcmpHeader);
  const auto quoted_tcp = TransportOf(quoted, IPPROTO_TCP, IPPROTO_TCP);
  if (!quoted_tcp || quoted.size() < *quoted_tcp + kQuotedOfTcp) return std::nullopt;
  return IcmpPacket{.ip = {packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(*begin)},
                    .type = Octet(icmp, 0),
                    .code = Octet(icmp, 1),
                    .rest = {icmp.begin() + 4, icmp.begin() + 8},
                    .quoted = {quoted.begin(), quoted.end()}};
}

Frame Encode(const IcmpPacket& icmp) {
  Frame message = {static_cast<std::byte>(icmp.type), static_cast<std::byte>(icmp.code),
                   std::byte{0}, std::byte{0}};
  message.insert(message.end(), icmp.rest.begin(), icmp.rest.end());
  message.insert(message.end(), icmp.quoted.begin(), icmp.quoted.end());
  // RFC 4443 2.3: only ICMPv6 has a pseudo header.
  SetWord(message, 2,
          IsIpv6(icmp.ip) ? TransportChecksum(icmp.ip, message, IPPROTO_ICMPV6)
                          : Checksum(SumOfWords(message)));
  return Together(icmp.ip, message);
}

Endpoint QuotedSource(const IcmpPacket& icmp) {
  return {AddressText(icmp.quoted, true), Word(icmp.quoted, QuotedTcp(icmp))};
}

Endpoint QuotedDestination(const IcmpPacket& icmp) {
  return {AddressText(icmp.quoted, false), Word(icmp.quoted, QuotedTcp(icmp) + 2)};
}

SequenceNumber QuotedSeq(const IcmpPacket& icmp) {
  return SequenceNumber(LongWord(icmp.quoted, QuotedTcp(icmp) + 4));
}

void SetQuotedSeq(SequenceNumber seq, IcmpPacket& icmp) {
  SetLongWord(icmp.quoted, QuotedTcp(icmp) + 4, seq.Bits());
}

}  // namespace closespec
