#include "peers/wire/packet.h"

#include <gtest/gtest.h>

#include "peers/wire/icmp_builder.h"
#include "peers/wire/segment_builder.h"
#include "peers/wire/segment_parser.h"

namespace closespec {
namespace {

SegmentDraft DraftOf(bool ipv6) {
  return {.source = {ipv6 ? "fd00::1" : "192.0.2.1", 4000},
          .destination = {ipv6 ? "fd00::2" : "192.0.2.2", 80},
          .flags = {.fin = true, .psh = true, .ack = true},
          .seq = SequenceNumber(1000),
          .ack = SequenceNumber(2000),
          .window = 300,
          .timestamp = TimestampOption{7, 8},
          .payload = "hello"};
}

class PacketTest : public testing::TestWithParam<bool> {
 protected:
  static Frame Built(const SegmentDraft& draft) {
    auto built = BuildSegment(draft);
    EXPECT_TRUE(built);
    return built ? *std::move(built) : Frame();
  }
};

TEST_P(PacketTest, IsTheSameWhenNothingIsAltered) {
  const Frame frame = Built(DraftOf(GetParam()));
  const auto packet = DecodeTcp(frame);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->seq, SequenceNumber(1000));
  EXPECT_EQ(packet->payload.size(), 5U);
  EXPECT_TRUE(packet->checksum_correct);
  EXPECT_EQ(Encode(*packet), frame);
}

TEST_P(PacketTest, IsWhatOthersWouldHaveBuiltWhenItIsAltered) {
  auto packet = DecodeTcp(Built(DraftOf(GetParam())));
  ASSERT_TRUE(packet);
  packet->seq = packet->seq + 1;
  packet->flags = {.rst = true};
  packet->payload.clear();
  packet->options.clear();
  SegmentDraft altered = DraftOf(GetParam());
  altered.seq = SequenceNumber(1001);
  altered.flags = {.rst = true};
  altered.payload.clear();
  altered.timestamp.reset();
  EXPECT_EQ(Encode(*packet), Built(altered));
}

TEST_P(PacketTest, AWrongChecksumStaysWrongUntilItIsRepaired) {
  SegmentDraft draft = DraftOf(GetParam());
  draft.wrong_checksum = true;
  auto packet = DecodeTcp(Built(draft));
  ASSERT_TRUE(packet);
  EXPECT_FALSE(packet->checksum_correct);
  packet->window = 1;
  EXPECT_EQ(SegmentOf(*packet).checksum_correct, false);
  packet->checksum_correct = true;
  EXPECT_EQ(SegmentOf(*packet).checksum_correct, true);
}

TEST_P(PacketTest, TurnsRound) {
  const auto packet = DecodeTcp(Built(DraftOf(GetParam())));
  ASSERT_TRUE(packet);
  const Segment before = SegmentOf(*packet);
  const Segment after = SegmentOf(TurnedRound(*packet));
  EXPECT_EQ(after.source, before.destination);
  EXPECT_EQ(after.destination, before.source);
  EXPECT_EQ(after.length, 0U);
  EXPECT_EQ(after.checksum_correct, true);
}

TEST_P(PacketTest, TimestampsAreRead) {
  SegmentDraft draft = DraftOf(GetParam());
  auto packet = DecodeTcp(Built(draft));
  ASSERT_TRUE(packet);
  EXPECT_EQ(TimestampOf(*packet), (TimestampOption{7, 8}));
  SetTimestamp({9, 10}, *packet);
  EXPECT_EQ(TimestampOf(*packet), (TimestampOption{9, 10}));
  EXPECT_EQ(SegmentOf(*packet).timestamp, (TimestampOption{9, 10}));
  packet->options.clear();
  EXPECT_EQ(TimestampOf(*packet), std::nullopt);
}

TEST_P(PacketTest, IcmpErrorsAreAltered) {
  const bool ipv6 = GetParam();
  const auto built = BuildIcmpError({.error = IcmpError::kHostUnreachable,
                                     .source = ipv6 ? "fd00::2" : "192.0.2.2",
                                     .quoted = DraftOf(ipv6)});
  ASSERT_TRUE(built);
  auto icmp = DecodeIcmp(*built);
  ASSERT_TRUE(icmp);
  EXPECT_EQ(Encode(*icmp), *built);
  EXPECT_EQ(QuotedSource(*icmp), DraftOf(ipv6).source);
  EXPECT_EQ(QuotedDestination(*icmp), DraftOf(ipv6).destination);
  EXPECT_EQ(QuotedSeq(*icmp), SequenceNumber(1000));
  // A pointer into nothing: another error, of which libtins says what its checksum is.
  icmp->code = ipv6 ? 4 : 3;
  SetQuotedSeq(SequenceNumber(1001), *icmp);
  SegmentDraft other = DraftOf(ipv6);
  other.seq = SequenceNumber(1001);
  const Frame altered = Encode(*icmp);
  const auto again = DecodeIcmp(altered);
  ASSERT_TRUE(again);
  EXPECT_EQ(QuotedSeq(*again), SequenceNumber(1001));
  if (!ipv6) {
    const auto expected = BuildIcmpError(
        {.error = IcmpError::kPortUnreachable, .source = "192.0.2.2", .quoted = other});
    ASSERT_TRUE(expected);
    // But for the checksum of the quoted segment, of which IPv4 quotes nothing.
    EXPECT_EQ(altered, *expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Families, PacketTest, testing::Bool(), [](const auto& info) {
  return std::string(info.param ? "ipv6" : "ipv4");
});

TEST(DecodeTcp, RefusesWhatIsNoWholeSegment) {
  EXPECT_FALSE(DecodeTcp(Frame()));
  EXPECT_FALSE(DecodeTcp(Frame(20, std::byte{0x45})));
  EXPECT_FALSE(DecodeTcp(Frame(60, std::byte{0x60})));
  EXPECT_FALSE(DecodeIcmp(Frame(20, std::byte{0x45})));
}

}  // namespace
}  // namespace closespec
