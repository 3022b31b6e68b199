#include "peers/wire/segment_parser.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>

// By hand and not with libtins: that throws at a header or payload cut by the capture, and
// allocates several objects for each segment.

#include "peers/wire/headers.h"
#include "peers/wire/octets.h"

namespace closespec {
namespace {

using Bytes = std::span<const std::byte>;

// The transport's part of an IP packet.
struct TransportPart {
  int family = AF_UNSPEC;
  Bytes source;
  Bytes destination;
  Bytes captured;           // from the TCP header on, as far as it was captured
  std::size_t claimed = 0;  // octets from the TCP header on, as the IP header claims
};

std::optional<TransportPart> ParseIpv4(Bytes bytes) {
  if (bytes.size() < kIpv4Header) return std::nullopt;
  const std::size_t header = (Octet(bytes, 0) & std::size_t{0xf}) * 4;
  const std::size_t total = Word(bytes, 2);
  const bool fragment = (Word(bytes, 6) & 0x3fff) != 0;  // more fragments, or an offset
  if (header < kIpv4Header || total < header || bytes.size() < header || fragment ||
      Octet(bytes, 9) != IPPROTO_TCP) {
    return std::nullopt;
  }
  return TransportPart{.family = AF_INET,
                       .source = bytes.subspan(12, 4),
                       .destination = bytes.subspan(16, 4),
                       .captured = bytes.first(std::min(total, bytes.size())).subspan(header),
                       .claimed = total - header};
}

// Octets of the extension header at the front of `bytes`; nothing for one that hides TCP.
std::optional<std::size_t> ExtensionLength(unsigned type, Bytes bytes) {
  if (bytes.size() < 2) return std::nullopt;
  switch (type) {
    case IPPROTO_HOPOPTS:
    case IPPROTO_ROUTING:
    case IPPROTO_DSTOPTS:
      return (Octet(bytes, 1) + std::size_t{1}) * 8;
    case IPPROTO_AH:
      return (Octet(bytes, 1) + std::size_t{2}) * 4;
    default:
      return std::nullopt;
  }
}

std::optional<TransportPart> ParseIpv6(Bytes bytes) {
  if (bytes.size() < kIpv6Header) return std::nullopt;
  TransportPart packet{.family = AF_INET6,
                       .source = bytes.subspan(8, 16),
                       .destination = bytes.subspan(24, 16),
                       .captured = bytes.subspan(kIpv6Header),
                       .claimed = Word(bytes, 4)};
  packet.captured = packet.captured.first(std::min(packet.claimed, packet.captured.size()));
  for (unsigned type = Octet(bytes, 6); type != IPPROTO_TCP;) {
    const auto length = ExtensionLength(type, packet.captured);
    if (!length || *length > packet.captured.size()) return std::nullopt;
    type = Octet(packet.captured, 0);
    packet.captured = packet.captured.subspan(*length);
    packet.claimed -= *length;
  }
  return packet;
}

std::optional<TransportPart> ParsePacket(Bytes frame, LinkType link, std::size_t original_length) {
  if (link == LinkType::kEthernet) {
    if (frame.size() < kEthernetHeader || original_length < kEthernetHeader) return std::nullopt;
    const unsigned type = Word(frame, kEtherType);
    if (type != kIpv4Type && type != kIpv6Type) return std::nullopt;
    frame = frame.subspan(kEthernetHeader);
    original_length -= kEthernetHeader;
  }
  if (frame.empty()) return std::nullopt;
  std::optional<TransportPart> packet;
  if (Octet(frame, 0) >> 4 == 4) packet = ParseIpv4(frame);
  if (Octet(frame, 0) >> 4 == 6) packet = ParseIpv6(frame);
  if (packet && packet->claimed > original_length) return std::nullopt;
  return packet;
}

std::string AddressText(int family, Bytes address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, address.data(), text.data(), text.size());
  return text.data();
}

// A broken option ends the list: the segment itself is evidence all the same.
void ParseOptions(Bytes options, Segment& segment) {
  while (options.size() >= 2) {
    const unsigned kind = Octet(options, 0);
    if (kind == 0) return;
    if (kind == 1) {
      options = options.subspan(1);
      continue;
    }
    const std::size_t length = Octet(options, 1);
    if (length < 2 || length > options.size()) return;
    if (kind == 2 && length == 4 && segment.flags.syn) {
      segment.maximum_segment_size = static_cast<std::uint16_t>(Word(options, 2));
    } else if (kind == 3 && length == 3 && segment.flags.syn) {
      segment.window_scale = static_cast<std::uint8_t>(Octet(options, 2));
    } else if (kind == 4 && length == 2 && segment.flags.syn) {
      segment.sack_permitted = true;
    } else if (kind == 8 && length == 10) {
      segment.timestamp = {.value = LongWord(options, 2), .echo = LongWord(options, 6)};
    }
    options = options.subspan(length);
  }
}

std::uint64_t SumOfWords(Bytes bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) sum += Word(bytes, at);
  if (bytes.size() % 2 == 1) sum += Octet(bytes, bytes.size() - 1) << 8;
  return sum;
}

std::uint64_t Folded(std::uint64_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}

std::uint64_t SumOfPseudoHeader(const TransportPart& packet) {
  return SumOfWords(packet.source) + SumOfWords(packet.destination) + IPPROTO_TCP + packet.claimed;
}

// RFC 9293 3.1: over the pseudo header and the whole segment.
bool ChecksumCorrect(const TransportPart& packet) {
  return Folded(SumOfPseudoHeader(packet) + SumOfWords(packet.captured)) == 0xffff;
}

bool ChecksumLeft(const TransportPart& packet) {
  return Word(packet.captured, kTcpChecksum) == Folded(SumOfPseudoHeader(packet));
}

}  // namespace

std::optional<Segment> ParseSegment(std::span<const std::byte> frame, LinkType link,
                                    std::chrono::nanoseconds captured_at,
                                    std::size_t original_length, Checksums checksums) {
  const auto packet = ParsePacket(frame, link, original_length);
  if (!packet || packet->captured.size() < kTcpHeader) return std::nullopt;
  const Bytes tcp = packet->captured;
  const std::size_t header = static_cast<std::size_t>(Octet(tcp, 12) >> 4) * 4;
  if (header < kTcpHeader || header > tcp.size()) return std::nullopt;

  const unsigned bits = Octet(tcp, 13);
  Segment segment{
      .source = {AddressText(packet->family, packet->source),
                 static_cast<std::uint16_t>(Word(tcp, 0))},
      .destination = {AddressText(packet->family, packet->destination),
                      static_cast<std::uint16_t>(Word(tcp, 2))},
      .flags = {.fin = (bits & 0x01) != 0,
                .syn = (bits & 0x02) != 0,
                .rst = (bits & 0x04) != 0,
                .psh = (bits & 0x08) != 0,
                .ack = (bits & 0x10) != 0,
                .urg = (bits & 0x20) != 0},
      .seq = SequenceNumber(LongWord(tcp, 4)),
      .ack = SequenceNumber(LongWord(tcp, 8)),
      .length = static_cast<std::uint32_t>(packet->claimed - header),
      .window = Word(tcp, 14),
      .captured_at = captured_at,
  };
  ParseOptions(tcp.subspan(kTcpHeader, header - kTcpHeader), segment);
  if (checksums != Checksums::kOffloaded && tcp.size() == packet->claimed) {
    const bool correct = ChecksumCorrect(*packet);
    if (correct || checksums == Checksums::kReal || !ChecksumLeft(*packet)) {
      segment.checksum_correct = correct;
    }
  }
  return segment;
}

}  // namespace closespec
