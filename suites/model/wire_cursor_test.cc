#include "suites/model/wire_cursor.h"

#include <gmock/gmock.h>

#include "suites/model/segments_for_test.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AwaitSegment From(Direction direction, std::string_view flags) {
  return {direction, {SegmentPattern{.flags = ParseFlags(flags)}}};
}
AwaitSegment SutSends(std::string_view flags) { return From(kFromSut, flags); }
AwaitSegment SutGets(std::string_view flags) { return From(kToSut, flags); }

// A connection with its preamble (indices 0 to 2) behind it: SUT at 101, peer at 501.
class Cursor : public ::testing::Test {
 protected:
  Cursor() {
    Sut("SYN", 100, 0);
    Peer("SYN|ACK", 500, 101);
    Sut("ACK", 101, 501);
    cursor_.SkipAll();
  }
  void Sut(std::string_view flags, std::uint32_t seq, std::uint32_t ack, std::uint32_t octets = 0) {
    cursor_.Add(A(flags, seq, ack, octets), kFromSut);
  }
  void Peer(std::string_view flags, std::uint32_t seq, std::uint32_t ack,
            std::uint32_t octets = 0) {
    cursor_.Add(A(flags, seq, ack, octets), kToSut);
  }

  WireCursor cursor_;
};

TEST_F(Cursor, KeepsTheVariablesBeforeEachSegment) {
  Sut("ACK", 101, 501, 5);
  ASSERT_EQ(cursor_.Segments().size(), 4U);
  EXPECT_EQ(cursor_.Segments()[0].before, ConnectionVariables());
  EXPECT_EQ(cursor_.Segments()[3].before.snd_nxt, SequenceNumber(101));
  EXPECT_EQ(cursor_.Now().snd_nxt, SequenceNumber(106));
}

TEST_F(Cursor, ThePreambleIsBehindIt) {
  EXPECT_FALSE(cursor_.Take(SutSends("SYN")));
  EXPECT_FALSE(cursor_.Take(SutGets("SYN")));
  EXPECT_THAT(cursor_.Behind(kFromSut), IsEmpty());
}

TEST_F(Cursor, IsSettledWhenBothSidesHaveAcknowledged) {
  EXPECT_TRUE(cursor_.IsSettled());
  Sut("FIN|ACK", 101, 501);
  EXPECT_FALSE(cursor_.IsSettled());
  Peer("ACK", 501, 102);
  EXPECT_TRUE(cursor_.IsSettled());
  Peer("FIN|ACK", 501, 102);
  EXPECT_FALSE(cursor_.IsSettled());
  Sut("ACK", 102, 502);
  EXPECT_TRUE(cursor_.IsSettled());
}

TEST(WireCursor, IsNotSettledInTheMiddleOfAHandshake) {
  WireCursor cursor;
  EXPECT_TRUE(cursor.IsSettled());
  cursor.Add(A("SYN", 500, 0), kToSut);
  EXPECT_FALSE(cursor.IsSettled());
  cursor.Add(A("SYN|ACK", 100, 501), kFromSut);
  EXPECT_FALSE(cursor.IsSettled());
  cursor.Add(A("ACK", 501, 101), kToSut);
  EXPECT_TRUE(cursor.IsSettled());
}

TEST_F(Cursor, IsSettledByAReset) {
  Sut("ACK", 101, 501, 5);
  Peer("RST", 501, 0);
  EXPECT_TRUE(cursor_.IsSettled());
}

TEST_F(Cursor, TakesTheFirstMatchAndMovesPastIt) {
  Sut("ACK", 101, 501, 5);
  Sut("ACK", 106, 501, 5);
  Sut("FIN|ACK", 111, 501);
  const AwaitSegment data{kFromSut, {SegmentPattern{.bytes = Range{1, 9}}}};
  EXPECT_EQ(cursor_.Take(data)->index, 3U);
  EXPECT_EQ(cursor_.Take(data)->index, 4U);
  EXPECT_FALSE(cursor_.Take(data));
  EXPECT_EQ(cursor_.Take(SutSends("FIN"))->index, 5U);
}

TEST_F(Cursor, StaysWhereItIsWhenNothingMatches) {
  Sut("ACK", 101, 501, 5);
  EXPECT_FALSE(cursor_.Take(SutSends("FIN")));
  EXPECT_THAT(cursor_.Behind(kFromSut), ElementsAre(3U));
  Sut("FIN|ACK", 106, 501);
  EXPECT_TRUE(cursor_.Take(SutSends("FIN")));
}

TEST_F(Cursor, EachDirectionHasItsOwn) {
  Peer("FIN|ACK", 501, 101);
  Sut("FIN|ACK", 101, 502);
  EXPECT_EQ(cursor_.Take(SutSends("FIN"))->index, 4U);
  EXPECT_EQ(cursor_.Take(SutGets("FIN"))->index, 3U) << "earlier, in the other direction";
}

TEST_F(Cursor, PureAcksAndRetransmissionsArePassedOverSilently) {
  Sut("ACK", 101, 501, 5);
  ASSERT_TRUE(cursor_.Take({kFromSut, {SegmentPattern{.bytes = Range{5, 5}}}}));
  Sut("ACK", 106, 501);
  Sut("ACK", 101, 501, 5);
  Sut("FIN|ACK", 106, 501);
  const auto match = cursor_.Take(SutSends("FIN"));
  ASSERT_TRUE(match);
  EXPECT_THAT(match->passed_over, IsEmpty());
}

TEST_F(Cursor, OtherSegmentsPassedOverAreReported) {
  Sut("ACK", 101, 501, 5);
  Sut("FIN|ACK", 106, 501);
  Sut("RST|ACK", 107, 501);
  Sut("FIN|ACK", 106, 501);
  const auto match = cursor_.Take(SutSends("RST"));
  ASSERT_TRUE(match);
  EXPECT_EQ(match->index, 5U);
  EXPECT_THAT(match->passed_over, ElementsAre(3U, 4U)) << "the data and the FIN";
}

TEST_F(Cursor, ResetIsNeverARetransmission) {
  Sut("RST|ACK", 101, 501);
  Sut("RST|ACK", 101, 501);
  Sut("FIN|ACK", 101, 501);
  EXPECT_THAT(cursor_.Take(SutSends("FIN"))->passed_over, ElementsAre(3U, 4U));
}

TEST_F(Cursor, WhatThePeerSendsAgainIsPassedOverToo) {
  Peer("ACK", 501, 101, 5);
  Peer("ACK", 501, 101, 5);
  Peer("ACK", 511, 101, 5);
  Peer("ACK", 511, 101, 5);
  Peer("FIN|ACK", 516, 101);
  EXPECT_THAT(cursor_.Take(SutGets("FIN"))->passed_over, ElementsAre(3U, 5U));
}

TEST_F(Cursor, SaysWhichAlternativeItWas) {
  Sut("RST|ACK", 101, 501);
  const AwaitSegment either{
      kFromSut,
      {SegmentPattern{.flags = ParseFlags("FIN")}, SegmentPattern{.flags = ParseFlags("RST")}}};
  const auto match = cursor_.Take(either);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->alternative, 1U);
}

TEST_F(Cursor, NumbersAreThoseBeforeTheSegment) {
  Sut("ACK", 101, 501, 5);
  Sut("FIN|ACK", 106, 501);
  const auto next = ParseSequenceExpression("SND.NXT");
  EXPECT_EQ(
      cursor_.Take({kFromSut, {SegmentPattern{.flags = ParseFlags("FIN"), .seq = next}}})->index,
      4U);
}

class SilenceTest : public Cursor {
 protected:
  // Indices 3 and 4: the peer's FIN arrived and the SUT's own was matched.
  SilenceTest() {
    Peer("FIN|ACK", 501, 101);
    Sut("FIN|ACK", 101, 502);
    cursor_.Take(SutSends("FIN"));
  }
};

TEST_F(SilenceTest, HoldsWhileNothingComes) {
  EXPECT_FALSE(cursor_.SilenceBreaker());
  Peer("ACK", 502, 102);
  EXPECT_FALSE(cursor_.SilenceBreaker()) << "the peer may talk";
}

TEST_F(SilenceTest, IsBrokenBySegmentsOfEveryKind) {
  for (const auto* flags : {"RST", "RST|ACK", "FIN|ACK", "SYN", "PSH|ACK", "ACK"}) {
    WireCursor cursor = cursor_;
    cursor.Add(A(flags, 102, 502), kFromSut);
    EXPECT_EQ(cursor.SilenceBreaker(), 5U) << flags;
  }
  Sut("ACK", 102, 502, 1);
  EXPECT_EQ(cursor_.SilenceBreaker(), 5U);
}

TEST_F(SilenceTest, IsBrokenByARetransmissionOnlyWhereThatIsMeant) {
  Sut("FIN|ACK", 101, 502);
  EXPECT_FALSE(cursor_.SilenceBreaker());
  EXPECT_EQ(cursor_.SilenceBreaker(false), 5U);
}

TEST_F(SilenceTest, MayBeginWithARetransmissionThatCrossedThePeersLastSegment) {
  Sut("FIN|ACK", 101, 502);
  Peer("ACK", 502, 102);
  EXPECT_FALSE(cursor_.SilenceBreaker(false));
  Sut("FIN|ACK", 101, 502);
  EXPECT_EQ(cursor_.SilenceBreaker(false), 7U);
}

TEST_F(SilenceTest, IsBrokenByWhatComesAgainThoughItWasAcknowledged) {
  Peer("ACK", 502, 102);
  Sut("FIN|ACK", 101, 502);
  EXPECT_EQ(cursor_.SilenceBreaker(), 6U);
}

TEST_F(SilenceTest, IsBrokenByTheFirstOfSeveral) {
  Sut("ACK", 102, 502, 1);
  Sut("ACK", 103, 502, 1);
  EXPECT_EQ(cursor_.SilenceBreaker(), 5U);
}

TEST_F(SilenceTest, AnswerToASegmentSentAgainIsOwedOnce) {
  Peer("FIN|ACK", 501, 101);
  Sut("ACK", 102, 502);
  EXPECT_FALSE(cursor_.SilenceBreaker());
  Sut("ACK", 102, 502);
  EXPECT_EQ(cursor_.SilenceBreaker(), 7U);
}

TEST_F(SilenceTest, ResetDoesNotAnswerASegmentSentAgain) {
  Peer("FIN|ACK", 501, 101);
  Sut("RST", 102, 0);
  EXPECT_EQ(cursor_.SilenceBreaker(), 6U);
}

TEST_F(SilenceTest, ResetOfThePeerIsOwedNothing) {
  Peer("RST", 501, 0);
  Sut("ACK", 102, 502);
  EXPECT_EQ(cursor_.SilenceBreaker(), 6U);
}

TEST_F(Cursor, WhatCrossedAResetIsAnsweredByOneEach) {
  Sut("ACK", 101, 501, 5);
  Peer("ACK", 501, 103);
  Peer("ACK", 501, 106);
  Sut("RST|ACK", 106, 501);
  ASSERT_TRUE(cursor_.Take(SutSends("RST|ACK")));
  Sut("RST", 103, 0);
  Sut("RST", 106, 0);
  EXPECT_FALSE(cursor_.SilenceBreaker());
  Sut("RST", 106, 0);
  EXPECT_EQ(cursor_.SilenceBreaker(), 9U);
}

TEST_F(Cursor, SilenceIsBrokenByAResetThatAnswersNothingThatCrossed) {
  Peer("ACK", 501, 101);
  Sut("RST|ACK", 101, 501);
  ASSERT_TRUE(cursor_.Take(SutSends("RST|ACK")));
  Sut("RST", 102, 0);
  EXPECT_EQ(cursor_.SilenceBreaker(), 5U);
}

TEST_F(Cursor, SilenceIsBrokenByAResetBehindALaterSegmentOfThePeer) {
  Peer("ACK", 501, 101);
  Sut("RST|ACK", 101, 501);
  Peer("RST", 501, 0);
  ASSERT_TRUE(cursor_.Take(SutGets("RST")));
  Sut("RST", 101, 0);
  EXPECT_EQ(cursor_.SilenceBreaker(), 6U);
}

TEST_F(Cursor, FirstAcknowledgementIsOwedAndKeepsTheSilence) {
  Peer("ACK", 501, 101, 5);
  ASSERT_FALSE(cursor_.Take(SutGets("FIN")));
  Sut("ACK", 101, 506);
  EXPECT_FALSE(cursor_.SilenceBreaker());
  Sut("ACK", 101, 506);
  EXPECT_EQ(cursor_.SilenceBreaker(), 5U) << "the second says nothing new";
}

TEST_F(Cursor, FirstAcknowledgementWithDataBreaksTheSilence) {
  Peer("ACK", 501, 101, 5);
  Sut("ACK", 101, 506, 1);
  EXPECT_EQ(cursor_.SilenceBreaker(), 4U);
}

TEST_F(Cursor, AcknowledgementOfWhatNeverCameBreaksTheSilence) {
  Sut("ACK", 101, 600);
  EXPECT_EQ(cursor_.SilenceBreaker(), 3U);
}

TEST_F(Cursor, SilenceBeginsBehindTheLastMatchOfEitherDirection) {
  Sut("ACK", 101, 501, 5);
  Peer("RST|ACK", 501, 106);
  ASSERT_TRUE(cursor_.Take(SutGets("RST")));
  EXPECT_FALSE(cursor_.SilenceBreaker());
  Sut("ACK", 101, 501, 5);
  EXPECT_EQ(cursor_.SilenceBreaker(), 5U);
}

TEST(CursorWithoutPreamble, WorksInTheMiddleOfAConnection) {
  WireCursor cursor;
  EXPECT_FALSE(cursor.SilenceBreaker());
  EXPECT_FALSE(cursor.Take(SutSends("FIN")));
  cursor.Add(A("ACK", 101, 501), kFromSut);
  cursor.Add(A("FIN|ACK", 101, 501), kFromSut);
  EXPECT_EQ(cursor.Take(SutSends("FIN"))->index, 1U);
}

TEST(CursorWithoutPreamble, AcknowledgementWithoutASynOfThePeerBreaksTheSilence) {
  WireCursor cursor;
  cursor.Add(A("SYN", 100, 0), kFromSut);
  cursor.SkipAll();
  cursor.Add(A("RST|ACK", 500, 90), kToSut);
  EXPECT_FALSE(cursor.SilenceBreaker());
  cursor.Add(A("ACK", 101, 500), kFromSut);
  EXPECT_EQ(cursor.SilenceBreaker(), 2U);
}

TEST(CursorWithoutPreamble, AcknowledgementWithoutASynOfTheSutBreaksTheSilence) {
  WireCursor cursor;
  cursor.Add(A("SYN", 500, 0), kToSut);
  cursor.Add(A("ACK", 100, 501), kFromSut);
  EXPECT_EQ(cursor.SilenceBreaker(), 1U);
}

}  // namespace
}  // namespace closespec
