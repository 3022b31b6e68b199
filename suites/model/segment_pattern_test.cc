#include "suites/model/segment_pattern.h"

#include <gmock/gmock.h>

#include <limits>

#include "suites/model/segments_for_test.h"

namespace closespec {
namespace {

ConnectionVariables Known() {
  ConnectionVariables variables;
  variables.iss = SequenceNumber(100);
  variables.irs = SequenceNumber(500);
  variables.snd_nxt = SequenceNumber(111);
  variables.snd_una = SequenceNumber(106);
  variables.rcv_nxt = SequenceNumber(501);
  variables.rcv_wnd = 4096;
  return variables;
}

SequenceExpression Expression(std::string_view text) {
  return ParseSequenceExpression(text).value();
}

TEST(SequenceExpression, GoesToTextAndBack) {
  for (const auto* text : {"SND.NXT", "SND.UNA-1", "RCV.NXT+1", "RCV.WND", "ISS-1", "IRS+65536",
                           "0", "0+4294967295", "RCV.NXT+RCV.WND-1", "SEG.SEQ+SEG.LEN"}) {
    EXPECT_EQ(ToText(Expression(text)), text);
  }
  EXPECT_EQ(ToText(Expression("SND.NXT+0")), "SND.NXT");
}

TEST(SequenceExpression, RefusesOtherWords) {
  for (const auto* text : {"", "+1", "SND", "snd.nxt", "SND.NXT+", "SND.NXT-x", "SND.NXT+1x",
                           "SND.NXT+1+1", "SND.NXT +1", "SND.NXT+-1", "SND.NXT+4294967296", "5",
                           "SEG.NXT", "SND.NXT-RCV.WND", "SND.NXT+RCV.WND+ISS"}) {
    EXPECT_EQ(ParseSequenceExpression(text), std::nullopt) << text;
  }
}

TEST(SequenceExpression, IsEvaluatedModulo32Bits) {
  ConnectionVariables variables = Known();
  EXPECT_EQ(Evaluate(Expression("SND.NXT"), variables), SequenceNumber(111));
  EXPECT_EQ(Evaluate(Expression("SND.UNA-1"), variables), SequenceNumber(105));
  EXPECT_EQ(Evaluate(Expression("RCV.NXT+1"), variables), SequenceNumber(502));
  EXPECT_EQ(Evaluate(Expression("RCV.WND"), variables), SequenceNumber(4096));
  EXPECT_EQ(Evaluate(Expression("ISS"), variables), SequenceNumber(100));
  EXPECT_EQ(Evaluate(Expression("IRS"), variables), SequenceNumber(500));
  EXPECT_EQ(Evaluate(Expression("RCV.NXT+RCV.WND-1"), variables), SequenceNumber(4596));
  EXPECT_EQ(Evaluate(Expression("0"), {}), SequenceNumber(0));
  variables.snd_nxt = SequenceNumber(0xffffffff);
  EXPECT_EQ(Evaluate(Expression("SND.NXT+2"), variables), SequenceNumber(1));
  EXPECT_EQ(Evaluate(Expression("0-1"), variables), SequenceNumber(0xffffffff));
}

TEST(SequenceExpression, IsNothingWhileTheVariableIsNotKnown) {
  for (const auto* text : {"SND.NXT", "SND.UNA", "RCV.NXT", "RCV.WND", "ISS", "IRS", "SEG.SEQ",
                           "SEG.ACK", "SEG.LEN", "0+ISS"}) {
    EXPECT_EQ(Evaluate(Expression(text), {}), std::nullopt) << text;
  }
}

TEST(SequenceExpression, KnowsTheLastSegmentThatWasSentToTheSut) {
  ConnectionVariables variables;
  Segment segment = A("FIN|ACK", 7, 9, 5);
  Count(segment, Direction::kToSut, variables);
  EXPECT_EQ(Evaluate(Expression("SEG.SEQ+SEG.LEN"), variables), SequenceNumber(13));
  EXPECT_EQ(Evaluate(Expression("SEG.ACK"), variables), SequenceNumber(9));
  Count(A("ACK", 1, 1), Direction::kFromSut, variables);
  EXPECT_EQ(Evaluate(Expression("SEG.SEQ"), variables), SequenceNumber(7));
}

TEST(Pattern, LeftOutMeansAnything) {
  EXPECT_TRUE(Matches({}, A("ACK", 1, 2, 3), {}));
  EXPECT_TRUE(Matches({}, A("none", 1, 2), Known()));
}

TEST(Pattern, FlagsAreAllSetAndOthersMayBe) {
  const SegmentPattern fin{.flags = ParseFlags("FIN|ACK")};
  EXPECT_TRUE(Matches(fin, A("FIN|ACK", 1, 1), {}));
  EXPECT_TRUE(Matches(fin, A("FIN|PSH|ACK", 1, 1), {}));
  EXPECT_FALSE(Matches(fin, A("FIN", 1, 1), {}));
}

TEST(Pattern, FlagsMayLimitsTheOthers) {
  const SegmentPattern reset{.flags = ParseFlags("RST"), .flags_may = ParseFlags("ACK")};
  EXPECT_TRUE(Matches(reset, A("RST", 1, 1), {}));
  EXPECT_TRUE(Matches(reset, A("RST|ACK", 1, 1), {}));
  EXPECT_FALSE(Matches(reset, A("RST|PSH|ACK", 1, 1), {}));
  EXPECT_FALSE(Matches(reset, A("ACK", 1, 1), {}));
  const SegmentPattern bare{.flags = ParseFlags("ACK"), .flags_may = TcpFlags{}};
  EXPECT_TRUE(Matches(bare, A("ACK", 1, 1), {}));
  EXPECT_FALSE(Matches(bare, A("PSH|ACK", 1, 1), {}));
  const SegmentPattern at_most{.flags_may = ParseFlags("ACK|PSH")};
  EXPECT_TRUE(Matches(at_most, A("none", 1, 1), {}));
  EXPECT_FALSE(Matches(at_most, A("SYN", 1, 1), {}));
}

TEST(Pattern, EveryFlagCounts) {
  for (const auto* flag : {"SYN", "RST", "FIN", "PSH", "ACK", "URG"}) {
    EXPECT_TRUE(Matches({.flags = ParseFlags(flag)}, A(flag, 1, 1), {})) << flag;
    EXPECT_FALSE(Matches({.flags = ParseFlags(flag)}, A("none", 1, 1), {})) << flag;
    EXPECT_FALSE(Matches({.flags_may = TcpFlags{}}, A(flag, 1, 1), {})) << flag;
  }
}

TEST(Pattern, NumbersAreTheSutsVariables) {
  const SegmentPattern pattern{.seq = Expression("SND.NXT"), .ack = Expression("RCV.NXT+1")};
  EXPECT_TRUE(Matches(pattern, A("ACK", 111, 502), Known()));
  EXPECT_FALSE(Matches(pattern, A("ACK", 112, 502), Known()));
  EXPECT_FALSE(Matches(pattern, A("ACK", 111, 501), Known()));
  EXPECT_FALSE(Matches(pattern, A("ACK", 111, 502), {})) << "unknown variables match nothing";
}

TEST(Pattern, ANumberAboveAnotherIsLaterOnTheCircle) {
  const SegmentPattern pattern{.seq_above = Expression("SND.NXT")};
  EXPECT_TRUE(Matches(pattern, A("SYN|ACK", 112, 502), Known()));
  EXPECT_FALSE(Matches(pattern, A("SYN|ACK", 111, 502), Known()));
  EXPECT_FALSE(Matches(pattern, A("SYN|ACK", 110, 502), Known()));
  EXPECT_FALSE(Matches(pattern, A("SYN|ACK", 112, 502), {})) << "above what is not known";
}

TEST(Pattern, AckNeedsTheAckBit) {
  EXPECT_FALSE(Matches({.ack = Expression("RCV.NXT")}, A("RST", 111, 501), Known()));
  EXPECT_TRUE(Matches({.ack = Expression("RCV.NXT")}, A("RST|ACK", 111, 501), Known()));
}

TEST(Pattern, ATimestampIsThereOrNot) {
  Segment with = A("RST", 111, 0);
  with.timestamp = TimestampOption{.value = 7};
  EXPECT_TRUE(Matches({.timestamp = TimestampDemand::kAny}, with, Known()));
  EXPECT_FALSE(Matches({.timestamp = TimestampDemand::kNone}, with, Known()));
  EXPECT_TRUE(Matches({.timestamp = TimestampDemand::kNone}, A("RST", 111, 0), Known()));
  EXPECT_FALSE(Matches({.timestamp = TimestampDemand::kAny}, A("RST", 111, 0), Known()));
}

TEST(Pattern, ARecentTimestampEchoesThatOfTheLastSegmentToTheSut) {
  const SegmentPattern recent{.timestamp = TimestampDemand::kRecent};
  ConnectionVariables variables = Known();
  Segment fin = A("FIN|ACK", 111, 501);
  fin.timestamp = TimestampOption{5, 77};
  EXPECT_FALSE(Matches(recent, fin, variables)) << "that one had none";
  variables.seg_timestamp = 77;
  EXPECT_TRUE(Matches(recent, fin, variables));
  fin.timestamp = TimestampOption{5, 0};
  EXPECT_FALSE(Matches(recent, fin, variables));
  fin.timestamp.reset();
  EXPECT_FALSE(Matches(recent, fin, variables));
}

TEST(Pattern, AnEchoIsOfTheLastSegmentToTheSutAndHasNoClockOfItsOwn) {
  const SegmentPattern echo{.timestamp = TimestampDemand::kEcho};
  ConnectionVariables variables = Known();
  variables.seg_timestamp = 77;
  Segment reset = A("RST", 111, 0);
  EXPECT_FALSE(Matches(echo, reset, variables)) << "no option";
  reset.timestamp = TimestampOption{0, 77};
  EXPECT_TRUE(Matches(echo, reset, variables));
  reset.timestamp = TimestampOption{0, 78};
  EXPECT_FALSE(Matches(echo, reset, variables));
  reset.timestamp = TimestampOption{5, 77};
  EXPECT_FALSE(Matches(echo, reset, variables));
  variables.seg_timestamp.reset();
  reset.timestamp = TimestampOption{0, 0};
  EXPECT_FALSE(Matches(echo, reset, variables)) << "nothing to echo";
  EXPECT_EQ(ToText(echo), "the echo of SEG's timestamp");
}

TEST(Pattern, BytesAndWindowAreRanges) {
  EXPECT_TRUE(Matches({.bytes = Range{1, 5}}, A("ACK", 1, 1, 1), {}));
  EXPECT_TRUE(Matches({.bytes = Range{1, 5}}, A("ACK", 1, 1, 5), {}));
  EXPECT_FALSE(Matches({.bytes = Range{1, 5}}, A("ACK", 1, 1, 6), {}));
  EXPECT_FALSE(Matches({.bytes = Range{1, 5}}, A("FIN|ACK", 1, 1), {})) << "payload only";
  EXPECT_TRUE(Matches({.window = Range{0, 0}}, WithWindow(0, A("ACK", 1, 1)), {}));
  EXPECT_FALSE(Matches({.window = Range{0, 0}}, WithWindow(1, A("ACK", 1, 1)), {}));
}

TEST(Pattern, IsSaidInWords) {
  EXPECT_EQ(ToText(SegmentPattern{}), "any segment");
  EXPECT_EQ(ToText(SegmentPattern{.flags = ParseFlags("RST"),
                                  .flags_may = ParseFlags("ACK"),
                                  .seq = Expression("SND.NXT")}),
            "RST, perhaps ACK, seq=SND.NXT");
  EXPECT_EQ(ToText(SegmentPattern{.seq_above = Expression("SND.NXT")}), "seq>SND.NXT");
  EXPECT_EQ(ToText(SegmentPattern{.flags_may = ParseFlags("ACK"),
                                  .ack = Expression("IRS+1"),
                                  .bytes = Range{5, 5},
                                  .window = Range{1, 2}}),
            "at most ACK, ack=IRS+1, bytes=5, window=1..2");
  EXPECT_EQ(ToText(SegmentPattern{.bytes = Range{1, std::numeric_limits<std::int64_t>::max()}}),
            "bytes>=1");
}

}  // namespace
}  // namespace closespec
