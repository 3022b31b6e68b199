#include "suites/model/segment.h"

#include <gmock/gmock.h>

#include "suites/model/segments_for_test.h"

namespace closespec {
namespace {

TEST(TcpFlags, AreWrittenInOneOrder) {
  EXPECT_EQ(ToText(TcpFlags{}), "none");
  EXPECT_EQ(ToText(TcpFlags{.fin = true, .ack = true}), "FIN|ACK");
  EXPECT_EQ(ToText(TcpFlags{true, true, true, true, true, true}), "SYN|RST|FIN|PSH|ACK|URG");
}

TEST(TcpFlags, AreReadInAnyOrderWithEitherSeparator) {
  EXPECT_EQ(ParseFlags("ACK|FIN"), (TcpFlags{.fin = true, .ack = true}));
  EXPECT_EQ(ParseFlags("URG,PSH"), (TcpFlags{.psh = true, .urg = true}));
  EXPECT_EQ(ParseFlags("none"), TcpFlags{});
  EXPECT_EQ(ParseFlags(""), TcpFlags{});
}

TEST(TcpFlags, RefuseWhatIsNoFlag) {
  for (const auto* text : {"fin", "FIN|", "|FIN", "FIN||ACK", "FIN ACK", "FIN|none", "ECE"}) {
    EXPECT_EQ(ParseFlags(text), std::nullopt) << text;
  }
}

TEST(Endpoint, GoesToTextAndBack) {
  for (const auto& endpoint : {Endpoint{"192.0.2.1", 4711}, Endpoint{"fd00::1", 0},
                               Endpoint{"::", 65535}, Endpoint{"::ffff:192.0.2.1", 80}}) {
    EXPECT_EQ(ParseEndpoint(ToText(endpoint)), endpoint) << ToText(endpoint);
  }
  EXPECT_EQ(ToText(Endpoint{"192.0.2.1", 4711}), "192.0.2.1:4711");
  EXPECT_EQ(ToText(Endpoint{"fd00::1", 4711}), "[fd00::1]:4711");
}

TEST(Endpoint, RefusesHalfOnes) {
  for (const auto* text :
       {"", ":", ":80", "192.0.2.1", "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:-1",
        "192.0.2.1:8x", "fd00::1:80", "[192.0.2.1]:80", "[fd00::1]80", "[]:80", "[fd00::1:80"}) {
    EXPECT_EQ(ParseEndpoint(text), std::nullopt) << text;
  }
}

TEST(Segment, SynAndFinTakeOneNumberEach) {
  EXPECT_EQ(SegmentLength(A("ACK", 1, 1)), 0U);
  EXPECT_EQ(SegmentLength(A("SYN", 1, 0)), 1U);
  EXPECT_EQ(SegmentLength(A("FIN|ACK", 1, 1, 5)), 6U);
}

TEST(Segment, PureAckCarriesNothingElse) {
  EXPECT_TRUE(IsPureAck(A("ACK", 1, 1)));
  EXPECT_TRUE(IsPureAck(A("PSH|ACK", 1, 1)));
  EXPECT_FALSE(IsPureAck(A("ACK", 1, 1, 1)));
  EXPECT_FALSE(IsPureAck(A("FIN|ACK", 1, 1)));
  EXPECT_FALSE(IsPureAck(A("RST|ACK", 1, 1)));
  EXPECT_FALSE(IsPureAck(A("SYN|ACK", 1, 1)));
  EXPECT_FALSE(IsPureAck(A("none", 1, 1)));
}

}  // namespace
}  // namespace closespec
