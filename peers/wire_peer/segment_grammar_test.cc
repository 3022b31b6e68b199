#include "peers/wire_peer/segment_grammar.h"

#include <gtest/gtest.h>

namespace closespec::wire_peer {
namespace {

SegmentSpec Parsed(std::string_view text) {
  const auto parsed = ParseSegmentSpec(text);
  if (const auto* none = std::get_if<NoSegment>(&parsed)) {
    ADD_FAILURE() << text << ": " << none->why;
    return {};
  }
  return std::get<SegmentSpec>(parsed);
}

std::string Complaint(std::string_view text) {
  const auto parsed = ParseSegmentSpec(text);
  const auto* none = std::get_if<NoSegment>(&parsed);
  return none == nullptr ? "" : none->why;
}

TEST(SegmentGrammar, FlagsAreEnough) {
  EXPECT_EQ(Parsed("flags:FIN+ACK"), (SegmentSpec{.flags = {.fin = true, .ack = true}}));
  EXPECT_EQ(Parsed("flags:none"), SegmentSpec{});
}

TEST(SegmentGrammar, EveryField) {
  const SegmentSpec spec = Parsed(
      "sack:RCV.NXT..RCV.NXT+5,seq:RCV.NXT+RCV.WND-1,ack:SND.NXT+1,flags:URG,bytes:7,window:65535,"
      "urgent:3,checksum:wrong,timestamp:-1,mss:536,"
      "user_timeout:32769,delay:200");
  EXPECT_TRUE(spec.flags.urg);
  EXPECT_EQ(spec.seq, ParseSequenceExpression("RCV.NXT+RCV.WND-1"));
  EXPECT_EQ(spec.ack, ParseSequenceExpression("SND.NXT+1"));
  EXPECT_EQ(spec.bytes, 7);
  EXPECT_EQ(spec.window, 65535);
  EXPECT_EQ(spec.urgent_pointer, 3);
  EXPECT_TRUE(spec.wrong_checksum);
  EXPECT_EQ(spec.timestamp_offset, -1);
  EXPECT_EQ(spec.sack,
            (SackSpec{*ParseSequenceExpression("RCV.NXT"), *ParseSequenceExpression("RCV.NXT+5")}));
  EXPECT_EQ(spec.maximum_segment_size, 536);
  EXPECT_EQ(spec.user_timeout, 32769);
  EXPECT_EQ(spec.delay, std::chrono::milliseconds(200));
}

TEST(SegmentGrammar, Timestamps) {
  EXPECT_EQ(Parsed("flags:ACK,timestamp:+5").timestamp_offset, 5);
  EXPECT_EQ(Parsed("flags:ACK,timestamp:5").timestamp_offset, 5);
  EXPECT_TRUE(Parsed("flags:ACK,timestamp:none").no_timestamp);
  EXPECT_EQ(Parsed("flags:ACK,timestamp:none").timestamp_offset, std::nullopt);
  for (const std::string_view odd : {"", "+", "-", "+-5", "++5", "x", "5x", "2147483648"}) {
    EXPECT_EQ(Complaint("flags:ACK,timestamp:" + std::string(odd)),
              "timestamp must be a number or none")
        << odd;
  }
}

TEST(SegmentGrammar, SaysWhatIsWrong) {
  EXPECT_EQ(Complaint(""), "a segment's part is no NAME:VALUE: ");
  EXPECT_EQ(Complaint("seq:0"), "a segment needs flags");
  EXPECT_EQ(Complaint("flags:ACK,"), "a segment's part is no NAME:VALUE: ");
  EXPECT_EQ(Complaint("flags:ACK,flags:FIN"), "flags twice");
  EXPECT_EQ(Complaint("flags:ACK,sequence:0"), "a segment has no sequence");
  for (const std::string_view odd : {"", "ack", "ACK+", "+ACK", "ACK|FIN", "ACK FIN", "none+ACK"}) {
    EXPECT_EQ(Complaint("flags:" + std::string(odd)), "flags must be FLAG+FLAG.. or none") << odd;
  }
  EXPECT_EQ(Complaint("flags:ACK,seq:RCV"), "seq must be an expression");
  EXPECT_EQ(Complaint("flags:ACK,ack:"), "ack must be an expression");
  EXPECT_EQ(Complaint("flags:ACK,bytes:65536"), "bytes must be 0 to 65535");
  EXPECT_EQ(Complaint("flags:ACK,window:-1"), "window must be 0 to 65535");
  EXPECT_EQ(Complaint("flags:ACK,urgent:"), "urgent must be 0 to 65535");
  EXPECT_EQ(Complaint("flags:ACK,mss:1 "), "mss must be 0 to 65535");
  EXPECT_EQ(Complaint("flags:ACK,checksum:right"), "checksum must be wrong");
  EXPECT_EQ(Complaint("flags:ACK,sack:RCV.NXT"), "sack must be EXPRESSION..EXPRESSION");
  EXPECT_EQ(Complaint("flags:ACK,sack:0.."), "sack must be EXPRESSION..EXPRESSION");
}

}  // namespace
}  // namespace closespec::wire_peer
