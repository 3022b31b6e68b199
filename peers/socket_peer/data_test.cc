// Data and readiness between two real peers.

#include <gtest/gtest.h>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

class Exchange : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!peers_.Available()) GTEST_SKIP() << "no " << GetParam() << " on this machine";
  }

  ConnectedPeers peers_{GetParam()};
  DrivenPeer& first_ = peers_.First();
  DrivenPeer& second_ = peers_.Second();
};

INSTANTIATE_TEST_SUITE_P(Each, Exchange, ::testing::Values("ipv4", "ipv6"));

TEST_P(Exchange, CountsTheStream) {
  EXPECT_EQ(In(first_.Ask("send on=c bytes=5"), "stream"), "0+5");
  EXPECT_EQ(In(first_.Ask("send on=c bytes=300"), "stream"), "5+300");
  EXPECT_EQ(Result(second_.Ask("wait_readable on=c bytes=305")), "0");
  EXPECT_EQ(In(second_.Ask("getsockopt on=c option=SO_RCVLOWAT"), "value"), "1");
  EXPECT_EQ(In(second_.Ask("unread_count on=c"), "value"), "305");
  const auto peeked = second_.Ask("recv on=c bytes=7 flags=peek");
  EXPECT_EQ(In(peeked, "stream"), "0+7");
  EXPECT_EQ(In(peeked, "intact"), "yes");
  const auto received = second_.Ask("recv on=c bytes=1");
  EXPECT_EQ(In(received, "stream"), "0+1");
  EXPECT_EQ(In(received, "intact"), "yes");
  const auto rest = second_.Ask("recv on=c");
  EXPECT_EQ(In(rest, "stream"), "1+304");
  EXPECT_EQ(In(rest, "intact"), "yes");
  EXPECT_EQ(Result(second_.Ask("recv on=c flags=dontwait")), "EAGAIN");
  EXPECT_EQ(Result(first_.Ask("unsent_count on=c")), "0");
}

TEST_P(Exchange, GoesThroughEveryCall) {
  int sent = 0;
  for (const std::string via : {"send", "write", "writev", "sendto", "sendmsg"}) {
    EXPECT_EQ(In(first_.Ask("send on=c bytes=6 via=" + via), "stream"),
              std::to_string(sent) + "+6");
    sent += 6;
  }
  second_.Ask("wait_readable on=c bytes=30");
  int received = 0;
  for (const std::string via : {"recv", "read", "readv", "recvfrom", "recvmsg"}) {
    const auto answer = second_.Ask("recv on=c bytes=6 via=" + via);
    EXPECT_EQ(In(answer, "stream"), std::to_string(received) + "+6") << via;
    EXPECT_EQ(In(answer, "intact"), "yes") << via;
    EXPECT_EQ(In(answer, "flags_out"), via == "recvmsg" ? "" : "-");
    received += 6;
  }
  EXPECT_EQ(Result(second_.Ask("recv on=c via=read flags=peek")), "refused");
}

TEST_P(Exchange, CarriesMoreThanBothBuffers) {
  first_.BeginInBackground("s", "send_all on=c bytes=20000000");
  const auto received = second_.Ask("recv_all on=c until=20000000");
  EXPECT_EQ(In(received, "bytes"), "20000000");
  EXPECT_EQ(In(received, "end"), "limit");
  EXPECT_EQ(In(received, "stream"), "0+20000000");
  EXPECT_EQ(In(received, "intact"), "yes");
  EXPECT_EQ(In(first_.Await("s"), "bytes"), "20000000");
}

TEST_P(Exchange, TellsHowFarASendGot) {
  first_.Ask("setsockopt on=c option=SO_SNDBUF value=65536");
  second_.Ask("setsockopt on=c option=SO_RCVBUF value=65536");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=1 flags=dontwait,more")), "1");
  first_.Ask("set_blocking on=c blocking=no");
  const auto sent = first_.Ask("send_all on=c bytes=20000000");
  EXPECT_EQ(Result(sent), "EAGAIN");
  EXPECT_EQ(In(sent, "stream"), "1+" + In(sent, "bytes"));
  EXPECT_NE(In(first_.Ask("unsent_count on=c"), "value"), "0");
}

TEST_P(Exchange, ReadsToTheErrorAndTellsIt) {
  first_.Ask("send on=c bytes=10");
  second_.Ask("wait_readable on=c bytes=10");
  first_.Ask("setsockopt on=c option=SO_LINGER onoff=1 seconds=0");
  first_.Ask("close on=c");
  const auto received = second_.Ask("recv_all on=c bytes=3 via=read");
  EXPECT_EQ(In(received, "end"), "ECONNRESET");
  EXPECT_EQ(In(received, "native"), std::to_string(ECONNRESET));
  EXPECT_EQ(In(received, "stream"), "0+" + In(received, "bytes"));
}

TEST_P(Exchange, TakesUrgentOctetsInLineAndOutOfIt) {
  first_.Ask("send on=c bytes=3 flags=oob");
  EXPECT_EQ(In(second_.Ask("poll on=c events=PRI wait=yes"), "events"), "PRI");
  EXPECT_EQ(Result(second_.Ask("recv on=c flags=oob bytes=1")), "1");
  first_.Ask("send on=c bytes=3");
  EXPECT_EQ(In(second_.Ask("recv on=c bytes=2"), "stream"), "0+2");
  const auto behind = second_.Ask("recv on=c bytes=3 flags=waitall");
  EXPECT_EQ(In(behind, "stream"), "3+3");
  EXPECT_EQ(In(behind, "intact"), "yes");

  second_.Ask("setsockopt on=c option=SO_OOBINLINE value=1");
  first_.Ask("send on=c bytes=2 flags=oob");
  second_.Ask("wait_readable on=c bytes=2");
  EXPECT_EQ(In(second_.Ask("recv on=c bytes=1"), "stream"), "6+1");
  const auto urgent = second_.Ask("recv on=c bytes=1");
  EXPECT_EQ(In(urgent, "stream"), "7+1");
  EXPECT_EQ(In(urgent, "intact"), "yes");
}

TEST_P(Exchange, ThrowsOctetsAway) {
  first_.Ask("send on=c bytes=8");
  second_.Ask("wait_readable on=c bytes=8");
  const auto thrown = second_.Ask("recv on=c bytes=5 flags=trunc");
  EXPECT_EQ(In(thrown, "stream"), "0+5");
  EXPECT_EQ(In(thrown, "intact"), "-");
  EXPECT_EQ(In(second_.Ask("recv on=c"), "intact"), "yes");
}

TEST_P(Exchange, ShowsEventsInEveryWay) {
  for (const std::string how : {"poll", "epoll", "select"}) {
    const auto nothing = second_.Ask(how + " on=c events=IN");
    EXPECT_EQ(Result(nothing), "0") << how;
    EXPECT_EQ(In(nothing, "events"), "") << how;
    EXPECT_EQ(In(second_.Ask(how + " on=c events=IN,OUT"), "events"), "OUT") << how;
  }
  second_.BeginInBackground("p", "poll on=c events=IN,RDHUP wait=yes");
  second_.BeginInBackground("e", "epoll on=c events=IN,RDHUP wait=yes");
  second_.BeginInBackground("s", "select on=c events=IN wait=yes");
  first_.Ask("shutdown on=c how=write");
  EXPECT_EQ(In(second_.Await("p"), "events"), "IN,RDHUP");
  EXPECT_EQ(In(second_.Await("e"), "events"), "IN,RDHUP");
  EXPECT_EQ(In(second_.Await("s"), "events"), "IN");
  EXPECT_EQ(Result(second_.Ask("select on=c events=RDHUP")), "refused");
  EXPECT_EQ(In(second_.Ask("poll on=c"), "events"), "");
}

TEST_P(Exchange, WaitsForManyOctetsBehindASmallBuffer) {
  second_.Ask("setsockopt on=c option=SO_RCVBUF value=4096");
  second_.BeginInBackground("w", "wait_readable on=c bytes=3000");
  for (int i = 0; i < 3; ++i) first_.Ask("send on=c bytes=1000");
  EXPECT_EQ(Result(second_.Await("w")), "0");
  EXPECT_EQ(In(second_.Ask("unread_count on=c"), "value"), "3000");
}

}  // namespace
}  // namespace closespec::socket_peer
