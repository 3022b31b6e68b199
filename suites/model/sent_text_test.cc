#include "suites/model/sent_text.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

Delivered In(SendingSide side, const std::string& segment) {
  return TextDelivered(ReadSentSegment(segment), side);
}

Delivered Established(const std::string& segment) {
  return In({.syn_sent = true, .open = true, .sent = 0}, segment);
}

TEST(SentText, ReadsWhatMatters) {
  const SentSegment segment =
      ReadSentSegment("flags:FIN+ACK,seq:RCV.NXT-1,ack:SND.NXT,bytes:5,window:0,checksum:wrong");
  EXPECT_EQ(segment.flags, (TcpFlags{.fin = true, .ack = true}));
  EXPECT_EQ(segment.seq, (SequenceExpression{Variable::kRcvNxt, {}, -1}));
  EXPECT_EQ(segment.ack, (SequenceExpression{Variable::kSndNxt, {}, 0}));
  EXPECT_EQ(segment.bytes, 5);
  EXPECT_TRUE(segment.wrong_checksum);
  EXPECT_EQ(segment.TextLength(), 6);
}

TEST(SentText, MovesOnlyWhatLiesInTheStream) {
  EXPECT_EQ(MovedOn("flags:ACK,seq:IRS+1,ack:ISS+1,bytes:5", 3),
            "flags:ACK,seq:IRS+4,ack:ISS+1,bytes:5");
  EXPECT_EQ(MovedOn("flags:SYN,seq:IRS", 3), "flags:SYN,seq:IRS");
}

TEST(SentText, WhatComesInOrderReachesTheApplicationAtOnce) {
  EXPECT_EQ(Established("flags:ACK,bytes:5"), Delivered::kAll);
  EXPECT_EQ(Established("flags:FIN+ACK"), Delivered::kAll);
  EXPECT_EQ(Established("flags:ACK,bytes:5,ack:SND.UNA"), Delivered::kAll);
  EXPECT_EQ(Established("flags:ACK,seq:IRS+1,bytes:5"), Delivered::kAll);
  EXPECT_EQ(In({.syn_sent = true, .open = true, .sent = 7}, "flags:FIN+ACK,seq:IRS+8"),
            Delivered::kAll);
}

TEST(SentText, WhatIsBehindAHoleReachesItLater) {
  EXPECT_EQ(Established("flags:FIN+ACK,seq:RCV.NXT+5"), Delivered::kLater);
  EXPECT_EQ(Established("flags:ACK,seq:RCV.NXT+RCV.WND-1,bytes:1"), Delivered::kLater);
}

TEST(SentText, WhatCannotBeAcceptedNeverDoes) {
  for (const char* segment :
       {"flags:ACK", "flags:none,bytes:5", "flags:FIN", "flags:RST+ACK,bytes:5", "flags:SYN+FIN",
        "flags:ACK,bytes:5,checksum:wrong", "flags:FIN+ACK,ack:SND.NXT+5",
        "flags:FIN+ACK,seq:RCV.NXT-1", "flags:ACK,seq:RCV.NXT-100,bytes:100",
        "flags:ACK,seq:RCV.NXT+RCV.WND,bytes:5"}) {
    EXPECT_EQ(Established(segment), Delivered::kNothing) << segment;
  }
  EXPECT_EQ(In({}, "flags:FIN+ACK,bytes:5"), Delivered::kNothing) << "LISTEN resets it";
  EXPECT_EQ(In({.syn_sent = true}, "flags:FIN+ACK,ack:ISS"), Delivered::kNothing);
}

TEST(SentText, WhatCannotBeToldIsSaidToBeUnclear) {
  EXPECT_EQ(Established("flags:ACK,seq:RCV.NXT-1,bytes:5"), Delivered::kUnclear)
      << "its end is new";
  EXPECT_EQ(Established("flags:ACK,seq:SEG.SEQ,bytes:5"), Delivered::kUnclear);
  EXPECT_EQ(Established("flags:ACK,ack:SND.UNA-70000,bytes:5"), Delivered::kUnclear);
  EXPECT_EQ(In({.syn_sent = true, .open = true, .sent = {}}, "flags:FIN+ACK,seq:IRS+8"),
            Delivered::kUnclear);
  EXPECT_EQ(In({}, "flags:SYN,bytes:5"), Delivered::kUnclear) << "LISTEN may keep it";
}

}  // namespace
}  // namespace closespec
