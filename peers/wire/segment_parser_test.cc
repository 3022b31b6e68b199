#include "peers/wire/segment_parser.h"

#include <gtest/gtest.h>
#include <tins/ethernetII.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include <string>
#include <vector>

namespace closespec {
namespace {

using Tins::EthernetII;
using Tins::IP;
using Tins::IPv6;
using Tins::TCP;
using namespace std::chrono_literals;

constexpr std::size_t kEthernet = 14;
constexpr std::size_t kIpv4 = kEthernet + 20;

using Frame = std::vector<std::byte>;

// libtins makes the frames, so that the parser is not tested against its author's reading of the
// headers.
Frame BytesOf(Tins::PDU&& packet) {
  const auto bytes = packet.serialize();
  const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

TCP SomeTcp(unsigned flags) {
  TCP tcp(4000, 50000);
  tcp.seq(0xfffffff0);
  tcp.ack_seq(77);
  tcp.window(501);
  tcp.flags(static_cast<std::uint16_t>(flags));
  return tcp;
}

Frame Ipv4Frame(const TCP& tcp, std::size_t payload = 0) {
  return BytesOf(EthernetII() / IP("192.0.2.2", "192.0.2.1") / tcp /
                 Tins::RawPDU(std::string(payload, 'x')));
}

Frame Ipv6Frame(const TCP& tcp, std::size_t payload = 0) {
  return BytesOf(EthernetII() / IPv6("fd00::2", "fd00::1") / tcp /
                 Tins::RawPDU(std::string(payload, 'x')));
}

std::optional<Segment> Parse(const Frame& frame, Checksums checksums = Checksums::kReal) {
  return ParseSegment(frame, LinkType::kEthernet, 5ns, frame.size(), checksums);
}

TEST(SegmentParserTest, HeaderFields) {
  const auto segment = Parse(Ipv4Frame(SomeTcp(TCP::FIN | TCP::ACK | TCP::PSH), 5));
  ASSERT_TRUE(segment);
  EXPECT_EQ(*segment, (Segment{.source = {"192.0.2.1", 50000},
                               .destination = {"192.0.2.2", 4000},
                               .flags = {.fin = true, .psh = true, .ack = true},
                               .seq = SequenceNumber(0xfffffff0),
                               .ack = SequenceNumber(77),
                               .length = 5,
                               .window = 501,
                               .checksum_correct = true,
                               .captured_at = 5ns}));
}

TEST(SegmentParserTest, EveryFlagByItself) {
  const auto flags_of = [](unsigned bit) { return Parse(Ipv4Frame(SomeTcp(bit)))->flags; };
  EXPECT_EQ(flags_of(TCP::FIN), TcpFlags{.fin = true});
  EXPECT_EQ(flags_of(TCP::SYN), TcpFlags{.syn = true});
  EXPECT_EQ(flags_of(TCP::RST), TcpFlags{.rst = true});
  EXPECT_EQ(flags_of(TCP::PSH), TcpFlags{.psh = true});
  EXPECT_EQ(flags_of(TCP::ACK), TcpFlags{.ack = true});
  EXPECT_EQ(flags_of(TCP::URG), TcpFlags{.urg = true});
  EXPECT_EQ(flags_of(TCP::ECE | TCP::CWR), TcpFlags{});
}

TCP WithOptions(unsigned flags) {
  TCP tcp = SomeTcp(flags);
  tcp.mss(1460);
  tcp.sack_permitted();
  tcp.timestamp(1000, 2000);
  tcp.winscale(7);
  return tcp;
}

TEST(SegmentParserTest, OptionsOfASyn) {
  for (const Frame& frame : {Ipv4Frame(WithOptions(TCP::SYN)), Ipv6Frame(WithOptions(TCP::SYN))}) {
    const auto segment = Parse(frame);
    ASSERT_TRUE(segment);
    EXPECT_EQ(segment->maximum_segment_size, 1460);
    EXPECT_TRUE(segment->sack_permitted);
    EXPECT_EQ(segment->timestamp, (TimestampOption{.value = 1000, .echo = 2000}));
    EXPECT_EQ(segment->window_scale, 7);
    EXPECT_EQ(segment->length, 0U);
  }
}

TEST(SegmentParserTest, OptionsThatOnlyASynMayHave) {
  const auto segment = Parse(Ipv4Frame(WithOptions(TCP::ACK)));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->maximum_segment_size, std::nullopt);
  EXPECT_EQ(segment->window_scale, std::nullopt);
  EXPECT_FALSE(segment->sack_permitted);
  EXPECT_EQ(segment->timestamp, (TimestampOption{.value = 1000, .echo = 2000}));
}

TEST(SegmentParserTest, BrokenOptionEndsTheListAndKeepsTheSegment) {
  for (const std::uint8_t length : {0, 1, 200}) {
    Frame frame = Ipv4Frame(WithOptions(TCP::SYN));
    frame[kIpv4 + 20 + 5] = std::byte{length};  // of the second option
    const auto segment = Parse(frame);
    ASSERT_TRUE(segment);
    EXPECT_EQ(segment->maximum_segment_size, 1460);
    EXPECT_FALSE(segment->sack_permitted);
    EXPECT_EQ(segment->timestamp, std::nullopt);
  }
}

TEST(SegmentParserTest, Ipv6) {
  const auto segment = Parse(Ipv6Frame(SomeTcp(TCP::RST), 3));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->source, (Endpoint{"fd00::1", 50000}));
  EXPECT_EQ(segment->destination, (Endpoint{"fd00::2", 4000}));
  EXPECT_EQ(segment->length, 3U);
  EXPECT_EQ(segment->checksum_correct, true);
}

// `type`, then its eight octets, between the IPv6 and the TCP header.
Frame WithExtension(unsigned type) {
  Frame frame = Ipv6Frame(SomeTcp(TCP::ACK), 2);
  frame[kEthernet + 6] = std::byte(type);
  frame[kEthernet + 5] = std::byte{20 + 2 + 8};
  const Frame header = {std::byte{6}, std::byte{0}, std::byte{1}, std::byte{4},
                        std::byte{0}, std::byte{0}, std::byte{0}, std::byte{0}};
  frame.insert(frame.begin() + kEthernet + 40, header.begin(), header.end());
  return frame;
}

TEST(SegmentParserTest, Ipv6ExtensionHeaders) {
  for (const unsigned type : {0U, 43U, 60U}) {
    const auto segment = Parse(WithExtension(type));
    ASSERT_TRUE(segment) << type;
    EXPECT_EQ(segment->source.port, 50000);
    EXPECT_EQ(segment->length, 2U);
    EXPECT_EQ(segment->checksum_correct, true);
  }
  Frame too_long = WithExtension(0);
  too_long[kEthernet + 40 + 1] = std::byte{9};
  EXPECT_FALSE(Parse(too_long));
  EXPECT_FALSE(Parse(WithExtension(44))) << "fragment";
  EXPECT_FALSE(Parse(WithExtension(50))) << "encrypted";
}

TEST(SegmentParserTest, RawIp) {
  const Frame frame = Ipv4Frame(SomeTcp(TCP::ACK), 4);
  const Frame packet(frame.begin() + kEthernet, frame.end());
  const auto segment =
      ParseSegment(packet, LinkType::kRawIp, 0ns, packet.size(), Checksums::kOffloaded);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->length, 4U);
  EXPECT_EQ(segment->checksum_correct, std::nullopt);
}

// By a device's offload: the sum of the pseudo header, not yet that of the segment.
TEST(SegmentParserTest, ChecksumThatWasLeft) {
  Frame left = Ipv4Frame(SomeTcp(TCP::ACK), 7);
  constexpr unsigned kSum = 0xc000 + 0x0202 + 0xc000 + 0x0201 + 6 + 27;  // RFC 9293 3.1
  constexpr unsigned kFolded = (kSum & 0xffffU) + (kSum >> 16);
  left[kEthernet + 20 + 16] = std::byte{kFolded >> 8};
  left[kEthernet + 20 + 17] = std::byte{kFolded & 0xffU};
  EXPECT_EQ(Parse(left, Checksums::kRealUnlessLeft)->checksum_correct, std::nullopt);
  EXPECT_EQ(Parse(left, Checksums::kReal)->checksum_correct, false);
  left[kEthernet + 20 + 17] ^= std::byte{1};
  EXPECT_EQ(Parse(left, Checksums::kRealUnlessLeft)->checksum_correct, false);
  EXPECT_EQ(Parse(Ipv4Frame(SomeTcp(TCP::ACK), 7), Checksums::kRealUnlessLeft)->checksum_correct,
            true);
}

TEST(SegmentParserTest, CutPayloadCountsAsTheIpHeaderClaims) {
  for (const Frame& whole :
       {Ipv4Frame(SomeTcp(TCP::ACK), 1448), Ipv6Frame(SomeTcp(TCP::ACK), 1448)}) {
    const Frame cut(whole.begin(), whole.begin() + 100);
    const auto segment =
        ParseSegment(cut, LinkType::kEthernet, 0ns, whole.size(), Checksums::kReal);
    ASSERT_TRUE(segment);
    EXPECT_EQ(segment->length, 1448U);
    EXPECT_EQ(segment->checksum_correct, std::nullopt);
  }
}

TEST(SegmentParserTest, WrongChecksum) {
  for (Frame frame : {Ipv4Frame(SomeTcp(TCP::ACK), 7), Ipv6Frame(SomeTcp(TCP::ACK), 7)}) {
    frame.back() ^= std::byte{1};
    EXPECT_EQ(Parse(frame)->checksum_correct, false);
    EXPECT_EQ(Parse(frame, Checksums::kOffloaded)->checksum_correct, std::nullopt);
  }
}

TEST(SegmentParserTest, PaddingOfAShortFrameIsNotPayload) {
  Frame frame = Ipv4Frame(SomeTcp(TCP::ACK), 1);
  frame.resize(frame.size() + 20, std::byte{0xee});
  const auto segment = Parse(frame);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->length, 1U);
  EXPECT_EQ(segment->checksum_correct, true);
}

TEST(SegmentParserTest, HeaderCutAnywhereGivesNothing) {
  const Frame whole = Ipv4Frame(WithOptions(TCP::SYN));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::span<const std::byte> cut(whole.data(), length);
    EXPECT_FALSE(ParseSegment(cut, LinkType::kEthernet, 0ns, whole.size(), Checksums::kReal));
    EXPECT_FALSE(ParseSegment(cut, LinkType::kRawIp, 0ns, whole.size(), Checksums::kReal));
  }
}

TEST(SegmentParserTest, FragmentsGiveNothing) {
  Frame first = Ipv4Frame(SomeTcp(TCP::ACK), 16);
  first[kEthernet + 6] = std::byte{0x20};  // more fragments
  EXPECT_FALSE(Parse(first));
  Frame later = Ipv4Frame(SomeTcp(TCP::ACK), 16);
  later[kEthernet + 7] = std::byte{2};  // offset
  EXPECT_FALSE(Parse(later));
}

TEST(SegmentParserTest, MalformedLengthsGiveNothing) {
  const Frame good = Ipv4Frame(SomeTcp(TCP::ACK));
  const auto with = [&](std::size_t at, unsigned value) {
    Frame frame = good;
    frame[at] = std::byte(value);
    return Parse(frame);
  };
  EXPECT_TRUE(with(kEthernet + 8, 1)) << "time to live";
  EXPECT_FALSE(with(kEthernet, 0x44)) << "IP header of 16 octets";
  EXPECT_FALSE(with(kEthernet, 0x4f)) << "IP header longer than the packet";
  EXPECT_FALSE(with(kEthernet + 3, 10)) << "total length shorter than the IP header";
  EXPECT_FALSE(with(kEthernet + 3, 39)) << "total length shorter than the TCP header";
  EXPECT_FALSE(with(kEthernet + 2, 200)) << "total length longer than the frame was";
  EXPECT_FALSE(with(kIpv4 + 12, 0x40)) << "TCP header of 16 octets";
  EXPECT_FALSE(with(kIpv4 + 12, 0xf0)) << "TCP header longer than the packet";
}

TEST(SegmentParserTest, OtherProtocolsGiveNothing) {
  EXPECT_FALSE(Parse(BytesOf(EthernetII() / IP("192.0.2.2", "192.0.2.1") / Tins::UDP(1, 2))));
  Frame arp = Ipv4Frame(SomeTcp(TCP::ACK));
  arp[13] = std::byte{6};
  EXPECT_FALSE(Parse(arp));
  Frame version = Ipv4Frame(SomeTcp(TCP::ACK));
  version[kEthernet] = std::byte{0x55};
  EXPECT_FALSE(Parse(version));
}

}  // namespace
}  // namespace closespec
