#include "peers/wire/segment_builder.h"

#include <gtest/gtest.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include <algorithm>
#include <span>

#include "peers/wire/segment_parser.h"

namespace closespec {
namespace {

const Endpoint kIpv4Source{"192.0.2.2", 40000};
const Endpoint kIpv4Destination{"192.0.2.1", 80};
const Endpoint kIpv6Source{"fd00::2", 40000};
const Endpoint kIpv6Destination{"fd00::1", 80};

SegmentDraft DraftFor(bool ipv6) {
  return {.source = ipv6 ? kIpv6Source : kIpv4Source,
          .destination = ipv6 ? kIpv6Destination : kIpv4Destination,
          .flags = {.fin = true, .psh = true, .ack = true},
          .seq = SequenceNumber(0xfffffffe),
          .ack = SequenceNumber(77),
          .window = 501};
}

Frame Built(const SegmentDraft& draft) {
  const auto packet = BuildSegment(draft);
  if (!packet) ADD_FAILURE() << packet.trouble().what;
  return packet ? *packet : Frame{};
}

std::optional<Segment> ParsedAgain(const SegmentDraft& draft) {
  const Frame packet = Built(draft);
  return ParseSegment(packet, LinkType::kRawIp, std::chrono::nanoseconds(0), packet.size(),
                      Checksums::kReal);
}

class SegmentBuilderTest : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Ipv4AndIpv6, SegmentBuilderTest, testing::Bool());

TEST_P(SegmentBuilderTest, IsParsedToTheSameNumbers) {
  SegmentDraft draft = DraftFor(GetParam());
  draft.payload = "hello";
  EXPECT_EQ(ParsedAgain(draft), (Segment{.source = draft.source,
                                         .destination = draft.destination,
                                         .flags = draft.flags,
                                         .seq = draft.seq,
                                         .ack = draft.ack,
                                         .length = 5,
                                         .window = 501,
                                         .checksum_correct = true}));
}

TEST_P(SegmentBuilderTest, EveryFlagByItself) {
  for (const TcpFlags flags :
       {TcpFlags{}, TcpFlags{.fin = true}, TcpFlags{.syn = true}, TcpFlags{.rst = true},
        TcpFlags{.psh = true}, TcpFlags{.ack = true}, TcpFlags{.urg = true}}) {
    SegmentDraft draft = DraftFor(GetParam());
    draft.flags = flags;
    EXPECT_EQ(ParsedAgain(draft)->flags, flags);
  }
}

TEST_P(SegmentBuilderTest, OptionsOfASyn) {
  SegmentDraft draft = DraftFor(GetParam());
  draft.flags = {.syn = true};
  draft.maximum_segment_size = 1440;
  draft.window_scale = 3;
  draft.sack_permitted = true;
  draft.timestamp = TimestampOption{.value = 5, .echo = 6};
  const auto segment = ParsedAgain(draft);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->maximum_segment_size, 1440);
  EXPECT_EQ(segment->window_scale, 3);
  EXPECT_TRUE(segment->sack_permitted);
  EXPECT_EQ(segment->timestamp, draft.timestamp);
  EXPECT_EQ(segment->length, 0U);
}

TEST_P(SegmentBuilderTest, UserTimeoutIsKind28WithSixteenBits) {
  SegmentDraft draft = DraftFor(GetParam());
  const std::size_t bare = Built(draft).size();
  draft.user_timeout = 0x8005;
  const Frame frame = Built(draft);
  ASSERT_EQ(frame.size(), bare + 4);
  const Frame expected = {std::byte{28}, std::byte{4}, std::byte{0x80}, std::byte{0x05}};
  EXPECT_TRUE(
      std::ranges::equal(std::span(frame).subspan((GetParam() ? 40 : 20) + 20, 4), expected));
}

TEST_P(SegmentBuilderTest, WrongChecksumIsWrongAndAllElseTheSame) {
  SegmentDraft draft = DraftFor(GetParam());
  draft.payload = "odd";
  Frame right = Built(draft);
  draft.wrong_checksum = true;
  const Frame wrong = Built(draft);
  EXPECT_EQ(ParsedAgain(draft)->checksum_correct, false);
  const std::size_t at = (GetParam() ? 40 : 20) + 16;
  ASSERT_EQ(right.size(), wrong.size());
  EXPECT_NE(right[at], wrong[at]);
  right[at] = wrong[at];
  EXPECT_EQ(right, wrong);
}

// The parser does not look at these.
TEST(SegmentBuilder, UrgentPointerAndSackBlock) {
  SegmentDraft draft = DraftFor(false);
  draft.urgent_pointer = 258;
  draft.sack = SackBlock{SequenceNumber(100), SequenceNumber(200)};
  const Frame packet = Built(draft);
  const Tins::IP ip(reinterpret_cast<const std::uint8_t*>(packet.data()),
                    static_cast<std::uint32_t>(packet.size()));
  const auto& tcp = ip.rfind_pdu<Tins::TCP>();
  EXPECT_EQ(tcp.urg_ptr(), 258);
  EXPECT_EQ(tcp.sack(), (Tins::TCP::sack_type{100, 200}));
  EXPECT_EQ(ip.flags(), Tins::IP::DONT_FRAGMENT);
}

TEST(SegmentBuilder, SaysWhatItCannotBuild) {
  SegmentDraft draft = DraftFor(false);
  draft.destination = kIpv6Destination;
  EXPECT_EQ(BuildSegment(draft).trouble().what, "a segment between no two addresses of one family");
  draft.destination.address = "192.0.2";
  EXPECT_FALSE(BuildSegment(draft));
}

}  // namespace
}  // namespace closespec
