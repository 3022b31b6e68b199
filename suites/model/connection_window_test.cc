// Window scaling, the window's edge, incarnations, and captures that begin in the middle.

#include <gmock/gmock.h>

#include "suites/model/connection_variables.h"
#include "suites/model/segments_for_test.h"

namespace closespec {
namespace {

// SEG.* are those of the last segment, whatever became of it.
ConnectionVariables WithoutSegment(ConnectionVariables variables) {
  variables.seg_seq.reset();
  variables.seg_ack.reset();
  variables.seg_len.reset();
  return variables;
}

class Window : public ::testing::Test {
 protected:
  void Sut(const Segment& segment) { Count(segment, kFromSut, v_); }
  void Peer(const Segment& segment) { Count(segment, kToSut, v_); }
  void Handshake() {
    Sut(A("SYN", 100, 0));
    Peer(A("SYN|ACK", 500, 101));
    Sut(A("ACK", 101, 501));
  }

  ConnectionVariables v_;
};

TEST_F(Window, IsScaledWhenBothSynsCarryTheOption) {
  Sut(WithScale(7, A("SYN", 100, 0)));
  EXPECT_EQ(v_.rcv_wnd, 1000U);
  Peer(WithScale(2, A("SYN|ACK", 500, 101)));
  EXPECT_EQ(v_.sut_window_scale, 7);
  Sut(A("ACK", 101, 501));
  EXPECT_EQ(v_.rcv_wnd, 1000U << 7U);
}

TEST_F(Window, OfASynIsNeverScaled) {
  Peer(WithScale(2, A("SYN", 500, 0)));
  Sut(WithScale(7, A("SYN|ACK", 100, 501)));
  EXPECT_EQ(v_.sut_window_scale, 7);
  EXPECT_EQ(v_.rcv_wnd, 1000U);
  Sut(A("ACK", 101, 501, 1));
  EXPECT_EQ(v_.rcv_wnd, 1000U << 7U);
}

TEST_F(Window, IsNotScaledWhenOneSynLacksTheOption) {
  Sut(WithScale(7, A("SYN", 100, 0)));
  Peer(A("SYN|ACK", 500, 101));
  Sut(A("ACK", 101, 501));
  EXPECT_EQ(v_.sut_window_scale, 0);
  EXPECT_EQ(v_.rcv_wnd, 1000U);
}

TEST_F(Window, ScaleIsAtMost14) {
  Peer(WithScale(2, A("SYN", 500, 0)));
  Sut(WithScale(255, A("SYN|ACK", 100, 501)));
  EXPECT_EQ(v_.sut_window_scale, 14);
}

TEST_F(Window, OctetsBeyondItCountOnlyWhenAcknowledged) {
  Handshake();
  Sut(WithWindow(0, A("ACK", 101, 501)));
  Peer(A("ACK", 501, 101, 1000));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1501)) << "a window once offered stays";
  Sut(WithWindow(0, A("ACK", 101, 1501)));
  Peer(A("ACK", 1501, 101, 1));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1501)) << "a probe of the closed window";
  Sut(WithWindow(0, A("ACK", 101, 1501)));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1501));
  Sut(WithWindow(9, A("ACK", 101, 1502)));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1502)) << "taken after all";
}

TEST_F(Window, AcknowledgementBeyondItIsDroppedWithItsSegment) {
  Handshake();
  Sut(A("ACK", 101, 501, 5));
  Peer(A("ACK", 501 + 1000, 106));
  EXPECT_EQ(v_.snd_una, SequenceNumber(101));
  Peer(A("ACK", 501 + 999, 106));
  EXPECT_EQ(v_.snd_una, SequenceNumber(106));
}

TEST_F(Window, AcknowledgementsAreTakenWhileItIsZero) {
  Handshake();
  Segment full = A("ACK", 101, 501, 5);
  full.window = 0;
  Peer(A("ACK", 501, 101, 1000));
  full.ack = SequenceNumber(1501);
  Sut(full);
  Peer(A("ACK", 1501, 106));
  EXPECT_EQ(v_.snd_una, SequenceNumber(106));
}

TEST_F(Window, FinBeyondItCountsOnlyWhenAcknowledged) {
  Handshake();
  Peer(A("FIN|ACK", 501, 101, 1000));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1501));
  EXPECT_FALSE(v_.fin_received);
  Sut(WithWindow(0, A("ACK", 101, 1502)));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1502));
  EXPECT_TRUE(v_.fin_received);
}

TEST_F(Window, OctetsRefusedOnceCountWhenTheyComeAgain) {
  Handshake();
  Peer(A("ACK", 501, 101, 1000));
  Peer(A("FIN|ACK", 1501, 101, 5));
  Sut(WithWindow(0, A("ACK", 101, 1501)));
  Sut(WithWindow(50, A("ACK", 101, 1501)));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1501)) << "the window opened after they were dropped";
  Peer(A("FIN|ACK", 1501, 101, 5));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(1507));
  EXPECT_TRUE(v_.fin_received);
  EXPECT_THAT(v_.out_of_order, ::testing::IsEmpty());
}

TEST_F(Window, AcknowledgementOfWhatNeverCameMovesNothing) {
  Handshake();
  Sut(A("ACK", 101, 700));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(501));
  EXPECT_EQ(v_.last_ack_sent, SequenceNumber(700));
}

using Incarnation = Window;

TEST_F(Incarnation, NewSynOfTheSutStartsOver) {
  Handshake();
  Sut(A("FIN|ACK", 101, 501));
  Sut(A("SYN", 9000, 0));
  ConnectionVariables fresh;
  Count(A("SYN", 9000, 0), kFromSut, fresh);
  EXPECT_EQ(WithoutSegment(v_), WithoutSegment(fresh));
}

TEST_F(Incarnation, SynOfThePeerAfterAResetStartsOver) {
  Handshake();
  Sut(A("RST|ACK", 101, 501));
  Peer(A("SYN", 8000, 0));
  EXPECT_EQ(v_.iss, std::nullopt);
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(8001));
  EXPECT_FALSE(v_.reset_sent);
}

TEST_F(Incarnation, ChallengedSynLeavesTheConnectionAsItIs) {
  Handshake();
  Peer(A("SYN", 8000, 0));
  Sut(A("ACK", 101, 501));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(501));
  EXPECT_EQ(v_.snd_nxt, SequenceNumber(101));
  Peer(A("ACK", 501, 101, 5));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(506));
}

TEST_F(Incarnation, SynInTimeWaitThatIsAnsweredStartsOver) {
  Handshake();
  Sut(A("FIN|ACK", 101, 501));
  Peer(A("FIN|ACK", 501, 102));
  Sut(A("ACK", 102, 502));
  Peer(WithScale(3, A("SYN", 8000, 0)));
  Sut(WithScale(5, A("SYN|ACK", 7000, 8001)));
  ConnectionVariables fresh;
  Count(WithScale(3, A("SYN", 8000, 0)), kToSut, fresh);
  Count(WithScale(5, A("SYN|ACK", 7000, 8001)), kFromSut, fresh);
  EXPECT_EQ(WithoutSegment(v_), WithoutSegment(fresh));
}

TEST_F(Incarnation, SynAgainChangesNothing) {
  Handshake();
  const ConnectionVariables before = v_;
  Peer(A("SYN|ACK", 500, 101));
  EXPECT_EQ(v_, before);
}

TEST_F(Incarnation, OldAckInSynSentMovesNothing) {
  Sut(A("SYN", 100, 0));
  const ConnectionVariables before = v_;
  Peer(A("ACK", 501, 101));
  Peer(A("SYN|ACK", 500, 100));
  Peer(A("SYN|ACK", 500, 102));
  EXPECT_EQ(WithoutSegment(v_), before);
}

TEST_F(Incarnation, SimultaneousOpen) {
  Sut(A("SYN", 100, 0));
  Peer(A("SYN", 500, 0));
  Sut(A("SYN|ACK", 100, 501));
  Peer(A("SYN|ACK", 500, 101));
  EXPECT_EQ(v_.snd_una, SequenceNumber(101));
  EXPECT_EQ(v_.snd_nxt, SequenceNumber(101));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(501));
}

using MiddleOfConnection = Window;

TEST_F(MiddleOfConnection, EachVariableIsEmptyUntilASegmentTellsIt) {
  Peer(A("ACK", 501, 101, 10));
  EXPECT_EQ(v_.snd_una, SequenceNumber(101));
  EXPECT_EQ(v_.snd_nxt, std::nullopt);
  EXPECT_EQ(v_.rcv_nxt, std::nullopt);
  Sut(A("ACK", 111, 501));
  EXPECT_EQ(v_.snd_nxt, SequenceNumber(111));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(511)) << "the ten octets had arrived";
  EXPECT_EQ(v_.rcv_wnd, std::nullopt) << "nobody knows the scale";
  EXPECT_EQ(v_.iss, std::nullopt);
  EXPECT_EQ(v_.irs, std::nullopt);
}

TEST_F(MiddleOfConnection, FinSeenBeforeItsAcknowledgementIsReceived) {
  Peer(A("FIN|ACK", 501, 101));
  EXPECT_FALSE(v_.fin_received);
  Sut(A("ACK", 101, 502));
  EXPECT_TRUE(v_.fin_received);
}

TEST_F(MiddleOfConnection, SynAckOfTheSutTellsThePeersNumber) {
  Sut(WithScale(7, A("SYN|ACK", 100, 501)));
  EXPECT_EQ(v_.irs, SequenceNumber(500));
  EXPECT_EQ(v_.rcv_nxt, SequenceNumber(501));
  EXPECT_EQ(v_.sut_window_scale, 7) << "it answers a SYN that had the option";
}

TEST_F(MiddleOfConnection, ResetTellsNothing) {
  Sut(A("RST|ACK", 101, 501));
  Peer(A("RST|ACK", 501, 101));
  EXPECT_TRUE(v_.reset_sent && v_.reset_received);
  EXPECT_EQ(v_.snd_nxt, std::nullopt);
  EXPECT_EQ(v_.rcv_nxt, std::nullopt);
}

}  // namespace
}  // namespace closespec
