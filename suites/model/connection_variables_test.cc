#include "suites/model/connection_variables.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <bitset>
#include <random>

#include "suites/model/segments_for_test.h"

namespace closespec {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// The SUT's ISS is 100 and the peer's 500, moved by `shift` so that numbers can wrap.
class Connection {
 public:
  explicit Connection(std::uint32_t shift = 0) : shift_(shift) {}

  Connection& Sut(std::string_view flags, std::uint32_t seq, std::uint32_t ack,
                  std::uint32_t octets = 0) {
    return Sees(A(flags, seq, ack, octets), kFromSut);
  }
  Connection& Peer(std::string_view flags, std::uint32_t seq, std::uint32_t ack,
                   std::uint32_t octets = 0) {
    return Sees(A(flags, seq, ack, octets), kToSut);
  }
  Connection& Sees(Segment segment, Direction direction) {
    segment.seq = segment.seq + shift_;
    segment.ack = segment.ack + shift_;
    Count(segment, direction, v);
    return *this;
  }
  Connection& Handshake() {
    return Sut("SYN", 100, 0).Peer("SYN|ACK", 500, 101).Sut("ACK", 101, 501);
  }
  [[nodiscard]] bool Resends(Segment segment) const {
    segment.seq = segment.seq + shift_;
    return IsRetransmission(segment, v);
  }
  [[nodiscard]] SequenceNumber At(std::uint32_t number) const {
    return SequenceNumber(number) + shift_;
  }

  ConnectionVariables v;

 private:
  std::uint32_t shift_;
};

// Once with small numbers, once so that both sides wrap within the first octets.
class Counting : public ::testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Plain, Counting, ::testing::Values(0U));
INSTANTIATE_TEST_SUITE_P(SutWraps, Counting, ::testing::Values(0U - 103U, 0U - 101U, 0U - 100U));
INSTANTIATE_TEST_SUITE_P(PeerWraps, Counting, ::testing::Values(0U - 503U, 0U - 501U, 0U - 500U));
INSTANTIATE_TEST_SUITE_P(SignBit, Counting,
                         ::testing::Values(0x80000000U - 103U, 0x80000000U - 503U));

TEST_P(Counting, ActiveOpen) {
  Connection c(GetParam());
  c.Sut("SYN", 100, 0);
  EXPECT_EQ(c.v.iss, c.At(100));
  EXPECT_EQ(c.v.snd_una, c.At(100));
  EXPECT_EQ(c.v.snd_nxt, c.At(101));
  EXPECT_EQ(c.v.rcv_nxt, std::nullopt);
  c.Peer("SYN|ACK", 500, 101);
  EXPECT_EQ(c.v.irs, c.At(500));
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
  EXPECT_EQ(c.v.snd_una, c.At(101));
}

TEST_P(Counting, PassiveOpen) {
  Connection c(GetParam());
  c.Peer("SYN", 500, 0).Sut("SYN|ACK", 100, 501);
  EXPECT_EQ(c.v.iss, c.At(100));
  EXPECT_EQ(c.v.irs, c.At(500));
  EXPECT_EQ(c.v.snd_nxt, c.At(101));
  EXPECT_EQ(c.v.snd_una, c.At(100));
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
  c.Peer("ACK", 501, 101);
  EXPECT_EQ(c.v.snd_una, c.At(101));
}

TEST_P(Counting, DataBothWays) {
  Connection c(GetParam());
  c.Handshake().Sut("ACK", 101, 501, 10).Peer("ACK", 501, 106, 20);
  EXPECT_EQ(c.v.snd_nxt, c.At(111));
  EXPECT_EQ(c.v.snd_una, c.At(106));
  EXPECT_EQ(c.v.rcv_nxt, c.At(521));
  EXPECT_EQ(c.v.last_ack_sent, c.At(501));
  c.Peer("ACK", 521, 104);
  EXPECT_EQ(c.v.snd_una, c.At(106)) << "an old acknowledgement takes nothing back";
  c.Peer("ACK", 521, 200);
  EXPECT_EQ(c.v.snd_una, c.At(106)) << "of something never sent";
}

TEST_P(Counting, OrderlyReleaseInBothDirections) {
  Connection c(GetParam());
  c.Handshake().Sut("FIN|ACK", 101, 501, 5);
  EXPECT_TRUE(c.v.fin_sent);
  EXPECT_EQ(c.v.snd_nxt, c.At(107));
  c.Peer("ACK", 501, 107).Peer("FIN|ACK", 501, 107);
  EXPECT_TRUE(c.v.fin_received);
  EXPECT_EQ(c.v.rcv_nxt, c.At(502));
  EXPECT_EQ(c.v.snd_una, c.At(107));
  c.Sut("ACK", 107, 502);
  EXPECT_EQ(c.v.last_ack_sent, c.At(502));
}

TEST_P(Counting, SimultaneousClose) {
  Connection c(GetParam());
  c.Handshake().Sut("FIN|ACK", 101, 501).Peer("FIN|ACK", 501, 101);
  EXPECT_TRUE(c.v.fin_sent && c.v.fin_received);
  EXPECT_EQ(c.v.snd_una, c.At(101));
  EXPECT_EQ(c.v.rcv_nxt, c.At(502));
  c.Sut("ACK", 102, 502).Peer("ACK", 502, 102);
  EXPECT_EQ(c.v.snd_una, c.At(102));
  EXPECT_EQ(c.v.snd_nxt, c.At(102));
}

TEST_P(Counting, SegmentsOutOfOrderWaitForTheHole) {
  Connection c(GetParam());
  c.Handshake().Peer("ACK", 511, 101, 10).Peer("ACK", 531, 101, 10);
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
  EXPECT_THAT(c.v.out_of_order, SizeIs(2));
  c.Peer("ACK", 531, 101, 10);
  EXPECT_THAT(c.v.out_of_order, SizeIs(2)) << "the same again";
  c.Peer("ACK", 501, 101, 10);
  EXPECT_EQ(c.v.rcv_nxt, c.At(521));
  c.Peer("ACK", 515, 101, 18);
  EXPECT_EQ(c.v.rcv_nxt, c.At(541));
  EXPECT_THAT(c.v.out_of_order, IsEmpty());
}

TEST_P(Counting, FinOutOfOrderIsReceivedWhenTheHoleCloses) {
  Connection c(GetParam());
  c.Handshake().Peer("FIN|ACK", 511, 101, 4);
  EXPECT_FALSE(c.v.fin_received);
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
  c.Peer("ACK", 501, 101, 10);
  EXPECT_TRUE(c.v.fin_received);
  EXPECT_EQ(c.v.rcv_nxt, c.At(516));
  c.Peer("ACK", 516, 101, 5);
  EXPECT_EQ(c.v.rcv_nxt, c.At(516)) << "nothing comes behind a FIN";
}

TEST_P(Counting, BareFinOutOfOrder) {
  Connection c(GetParam());
  c.Handshake().Peer("FIN|ACK", 502, 101);
  EXPECT_FALSE(c.v.fin_received);
  c.Peer("ACK", 501, 101, 1);
  EXPECT_TRUE(c.v.fin_received);
  EXPECT_EQ(c.v.rcv_nxt, c.At(503));
}

TEST_P(Counting, ResetTakesNoNumber) {
  Connection c(GetParam());
  c.Handshake().Sut("RST|ACK", 101, 501, 7);
  EXPECT_TRUE(c.v.reset_sent);
  EXPECT_EQ(c.v.snd_nxt, c.At(101));
  EXPECT_EQ(c.v.rcv_wnd, 1000U) << "its window says nothing";
  c.Peer("RST", 501, 0);
  EXPECT_TRUE(c.v.reset_received);
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
  EXPECT_EQ(c.v.snd_una, c.At(101));
}

TEST_P(Counting, ResetOutsideTheWindowIsNotReceived) {
  Connection c(GetParam());
  c.Handshake();
  EXPECT_FALSE(Connection(c).Peer("RST", 500, 0).v.reset_received);
  EXPECT_TRUE(Connection(c).Peer("RST", 1500, 0).v.reset_received);
  EXPECT_FALSE(Connection(c).Peer("RST", 1501, 0).v.reset_received);
}

TEST_P(Counting, ResetInSynSentMustAcknowledgeTheSyn) {
  Connection c(GetParam());
  c.Sut("SYN", 100, 0);
  EXPECT_FALSE(Connection(c).Peer("RST", 0, 0).v.reset_received);
  EXPECT_FALSE(Connection(c).Peer("RST|ACK", 0, 100).v.reset_received);
  EXPECT_TRUE(Connection(c).Peer("RST|ACK", 0, 101).v.reset_received);
}

TEST_P(Counting, SegmentWithoutAckBitIsDropped) {
  Connection c(GetParam());
  c.Handshake().Peer("PSH", 501, 101, 5);
  EXPECT_EQ(c.v.rcv_nxt, c.At(501));
}

TEST_P(Counting, RetransmissionCarriesNothingNew) {
  Connection c(GetParam());
  EXPECT_FALSE(c.Resends(A("SYN", 100, 0)));
  c.Sut("SYN", 100, 0);
  EXPECT_TRUE(c.Resends(A("SYN", 100, 0)));
  EXPECT_FALSE(c.Resends(A("SYN", 99, 0))) << "a new incarnation";
  c.Peer("SYN|ACK", 500, 101).Sut("ACK", 101, 501).Sut("ACK", 101, 501, 10);
  EXPECT_TRUE(c.Resends(A("ACK", 101, 501, 10)));
  EXPECT_TRUE(c.Resends(A("ACK", 106, 501, 5)));
  EXPECT_FALSE(c.Resends(A("ACK", 106, 501, 6)));
  EXPECT_FALSE(c.Resends(A("FIN|ACK", 101, 501, 10))) << "the FIN is new";
  EXPECT_FALSE(c.Resends(A("ACK", 111, 501))) << "no octet at all";
  EXPECT_FALSE(c.Resends(A("RST|ACK", 101, 501)));
  c.Sut("FIN|ACK", 111, 501);
  EXPECT_TRUE(c.Resends(A("FIN|ACK", 111, 501)));
  EXPECT_TRUE(c.Resends(A("FIN|ACK", 101, 501, 10)));
}

TEST_P(Counting, SutMovesNothingBySendingAgain) {
  Connection c(GetParam());
  c.Handshake().Sut("ACK", 101, 501, 10).Sut("ACK", 101, 501, 5).Sut("ACK", 100, 501);
  EXPECT_EQ(c.v.snd_nxt, c.At(111));
}

// Whatever overlaps and in whatever order: rcv_nxt is one past the octets without a hole.
TEST_P(Counting, AnyOrderOfArrivalLeavesTheContiguousOctets) {
  constexpr std::uint32_t kOctets = 64;
  std::mt19937 random(GetParam());
  for (int round = 0; round < 200; ++round) {
    Connection c(GetParam());
    c.Handshake();
    std::bitset<kOctets + 1> arrived;  // the last one is the FIN
    for (std::uint32_t contiguous = 0; !arrived.all();) {
      const std::uint32_t first = random() % kOctets;
      const std::uint32_t octets = 1 + random() % std::min(16U, kOctets - first);
      const bool fin = first + octets == kOctets;
      c.Peer(fin ? "FIN|ACK" : "ACK", 501 + first, 101, octets);
      for (std::uint32_t i = first; i < first + octets + (fin ? 1 : 0); ++i) arrived.set(i);
      while (contiguous <= kOctets && arrived.test(contiguous)) ++contiguous;
      ASSERT_EQ(c.v.rcv_nxt, c.At(501 + contiguous)) << "round " << round;
      ASSERT_EQ(c.v.fin_received, arrived.all());
    }
    EXPECT_THAT(c.v.out_of_order, IsEmpty());
  }
}

}  // namespace
}  // namespace closespec
