#include "reports/reproducer/packetdrill_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/reproducer/reproduced_case.h"

namespace closespec {
namespace {

constexpr SequenceNumber kSut(4'000'000'000);

Segment Made(std::string_view flags, SequenceNumber seq, SequenceNumber ack,
             std::uint32_t octets = 0) {
  Segment segment;
  segment.flags = *ParseFlags(flags);
  segment.seq = seq;
  segment.ack = ack;
  segment.length = octets;
  segment.window = 1000;
  return segment;
}

std::string FromSut(PacketdrillNumbers& numbers, const Segment& segment) {
  return numbers.Line(segment, Direction::kFromSut);
}

std::string ToSut(PacketdrillNumbers& numbers, const Segment& segment) {
  return numbers.Line(segment, Direction::kToSut);
}

TEST(PacketdrillNumbersTest, EachSideIsCountedFromItsFirstNumber) {
  PacketdrillNumbers numbers({.iss = kUsualIss});
  Segment syn = Made("SYN", kUsualIss, {});
  syn.maximum_segment_size = 1460;
  syn.window_scale = 7;
  EXPECT_EQ(ToSut(numbers, syn), "< S 0:0(0) win 1000 <mss 1460,nop,wscale 7>");
  EXPECT_EQ(FromSut(numbers, Made("SYN|ACK", kSut, kUsualIss + 1)), "> S. 0:0(0) ack 1 <...>");
  EXPECT_EQ(ToSut(numbers, Made("ACK|PSH", kUsualIss + 1, kSut + 1, 5)),
            "< P. 1:6(5) ack 1 win 1000");
  EXPECT_EQ(FromSut(numbers, Made("RST", kSut + 1, {})), "> R 1:1(0) <...>");
  EXPECT_EQ(ToSut(numbers, Made("none", kUsualIss + -1, {})),
            "< - 4294967295:4294967295(0) win 1000");
}

TEST(PacketdrillNumbersTest, NumbersThatWrapAreOnTheSynAlone) {
  PacketdrillNumbers numbers({.iss = kWrappingIss});
  EXPECT_EQ(ToSut(numbers, Made("SYN", kWrappingIss, {})), "< S 4294967293:4294967293(0) win 1000");
  EXPECT_EQ(FromSut(numbers, Made("SYN|ACK", kSut, kWrappingIss + 1)),
            "> S. 0:0(0) ack 4294967294 <...>");
  EXPECT_EQ(ToSut(numbers, Made("ACK", kWrappingIss + 1, kSut + 1, 9)),
            "< . 1:10(9) ack 1 win 1000");
}

TEST(PacketdrillNumbersTest, WhatMeetsAListenerBeforeASynIsTheFirstNumber) {
  PacketdrillNumbers numbers({.iss = kUsualIss});
  EXPECT_EQ(ToSut(numbers, Made("ACK", kUsualIss + 1, SequenceNumber(7))),
            "< . 1:1(0) ack 7 win 1000");
  // packetdrill sends it with the number 2, and takes 1 from what comes back.
  EXPECT_EQ(ToSut(numbers, Made("SYN", kUsualIss + 1, {})), "< S 2:2(0) win 1000");
  PacketdrillNumbers wrapping({.iss = kWrappingIss});
  EXPECT_THROW(ToSut(wrapping, Made("ACK", kWrappingIss + 1, {})), Inexpressible);
}

TEST(PacketdrillNumbersTest, OfAnActiveOpenTheAnswerGivesTheFirstNumber) {
  PacketdrillNumbers numbers({.iss = kWrappingIss});
  numbers.SutConnects();
  EXPECT_EQ(FromSut(numbers, Made("SYN", kSut, {})), "> S 0:0(0) <...>");
  EXPECT_EQ(ToSut(numbers, Made("SYN|ACK", kWrappingIss, kSut + 1)),
            "< S. 4294967293:4294967293(0) ack 1 win 1000");
  EXPECT_EQ(FromSut(numbers, Made("ACK", kSut + 1, kWrappingIss + 1)), "> . 1:1(0) ack 1 <...>");
}

TEST(PacketdrillNumbersTest, WhatWouldBeCountedWronglyIsRefused) {
  PacketdrillNumbers numbers({.iss = kUsualIss});
  ToSut(numbers, Made("SYN", kUsualIss, {}));
  FromSut(numbers, Made("SYN|ACK", kSut, kUsualIss + 1));
  EXPECT_THROW(FromSut(numbers, Made("SYN|ACK", kSut + 9, {})), Inexpressible);
  EXPECT_THROW(FromSut(numbers, Made("RST|ACK", SequenceNumber(0), kUsualIss)), Inexpressible);
  EXPECT_THROW(ToSut(numbers, Made("ACK", kUsualIss + -2, kSut, 3)), Inexpressible);
  Segment stamped = Made("ACK", kUsualIss + 1, kSut + 1);
  stamped.timestamp = TimestampOption{};
  EXPECT_THROW(ToSut(numbers, stamped), Inexpressible);
}

}  // namespace
}  // namespace closespec
