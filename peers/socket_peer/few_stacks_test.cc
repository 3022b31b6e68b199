// What few stacks have, between two real peers on Linux.

#include <gtest/gtest.h>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

class FewStacks : public ::testing::Test {
 protected:
  void FinishSending() {
    first_.Ask("shutdown on=c how=write");
    second_.Ask("poll on=c events=RDHUP wait=yes");
  }

  ConnectedPeers peers_{"ipv4"};
  DrivenPeer& first_ = peers_.First();
  DrivenPeer& second_ = peers_.Second();
};

TEST_F(FewStacks, MovesThePatternBetweenFiles) {
  EXPECT_EQ(In(first_.Ask("send on=c bytes=300 via=sendfile"), "stream"), "0+300");
  EXPECT_EQ(In(first_.Ask("send on=c bytes=70 via=splice"), "stream"), "300+70");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=65537 via=splice")), "unsupported");
  FinishSending();
  const auto received = second_.Ask("recv on=c bytes=299 via=splice");
  EXPECT_EQ(In(received, "stream"), "0+299");
  EXPECT_EQ(In(received, "intact"), "yes");
  const auto rest = second_.Ask("recv on=c via=splice");
  EXPECT_EQ(In(rest, "stream"), "299+71");
  EXPECT_EQ(In(rest, "intact"), "yes");
  EXPECT_EQ(Result(second_.Ask("recv on=c via=splice")), "0");
}

TEST_F(FewStacks, FileCallsTakeNoFlagsAndRaiseNoSignal) {
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=1 via=splice flags=more")), "refused");
  EXPECT_EQ(Result(first_.Ask("recv on=c via=splice flags=peek")), "refused");
  EXPECT_EQ(Result(first_.Ask("recv on=c via=sendfile")), "refused");
  first_.Ask("shutdown on=c how=write");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=1 via=sendfile")), "EPIPE");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=1 via=splice")), "EPIPE");
  EXPECT_EQ(Result(first_.Ask("ping")), "0");
}

TEST_F(FewStacks, SendsWithoutCopying) {
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=SO_ZEROCOPY value=1")), "0");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=9 flags=zerocopy")), "9");
  EXPECT_EQ(In(second_.Ask("recv on=c bytes=9 flags=waitall"), "intact"), "yes");
}

TEST_F(FewStacks, PollsTwoSockets) {
  peers_.Connect("d");
  const std::string both = "poll on=c also=d events=IN";
  EXPECT_EQ(Result(second_.Ask(both)), "0");
  first_.Ask("send on=d bytes=1");
  second_.Ask("wait_readable on=d");
  EXPECT_EQ(Result(second_.Ask(both)), "1");
  EXPECT_EQ(In(second_.Ask(both), "events"), "");
  EXPECT_EQ(Result(second_.Ask("poll on=c also=d events=IN,OUT wait=yes")), "2");
  EXPECT_EQ(Result(second_.Ask("poll on=c also=e events=IN")), "refused");
}

TEST_F(FewStacks, WatchesForEdges) {
  EXPECT_EQ(Result(second_.Ask("watch on=c as=w events=IN how=edge")), "0");
  EXPECT_EQ(Result(second_.Ask("watch on=c as=w events=IN")), "refused");
  EXPECT_EQ(Result(second_.Ask("watched on=w")), "0");
  first_.Ask("send on=c bytes=5");
  EXPECT_EQ(In(second_.Ask("watched on=w wait=yes"), "events"), "IN");
  EXPECT_EQ(Result(second_.Ask("watched on=w")), "0");
  EXPECT_EQ(Result(second_.Ask("close on=w")), "0");
  EXPECT_EQ(Result(second_.Ask("watched on=w")), "EBADF");
}

TEST_F(FewStacks, WatchesLevelsAndOnce) {
  second_.Ask("watch on=c as=level events=IN");
  second_.Ask("watch on=c as=once events=IN how=oneshot");
  first_.Ask("send on=c bytes=5");
  second_.Ask("wait_readable on=c bytes=5");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(In(second_.Ask("watched on=level"), "events"), "IN");
  EXPECT_EQ(In(second_.Ask("watched on=once"), "events"), "IN");
  EXPECT_EQ(Result(second_.Ask("watched on=once")), "0");
  EXPECT_EQ(Result(second_.Ask("rearm on=c watch=once events=OUT")), "0");
  EXPECT_EQ(In(second_.Ask("watched on=once"), "events"), "OUT");
  EXPECT_EQ(Result(second_.Ask("watched on=once")), "0");
}

TEST_F(FewStacks, AwaitsTheSignalOfActivity) {
  EXPECT_EQ(Result(second_.Ask("signal_on_activity on=c")), "0");
  second_.BeginInBackground("s", "await_signal");
  EXPECT_EQ(Result(second_.Ask("poll on=c events=IN")), "0");
  EXPECT_FALSE(second_.HasAnswered("s"));
  first_.Ask("send on=c bytes=5");
  EXPECT_EQ(Result(second_.Await("s")), "0");
}

TEST_F(FewStacks, InterruptsACallInTheBackground) {
  // Also before the call has begun to wait the signal may come; then it has to come again.
  second_.BeginInBackground("r", "recv on=c");
  for (int i = 0; i < 1000 && !second_.HasAnswered("r"); ++i) second_.Ask("interrupt call=r");
  EXPECT_EQ(Result(second_.Await("r")), "EINTR");
  EXPECT_EQ(Result(second_.Ask("interrupt call=r")), "ECHILD");
}

TEST_F(FewStacks, TakesASocketBackFromItsConnection) {
  const auto listener = first_.Ask("getsockname on=l");
  EXPECT_EQ(Result(second_.Ask("disconnect on=c")), "0");
  EXPECT_EQ(Result(second_.Ask("getpeername on=c")), "ENOTCONN");
  EXPECT_EQ(Result(first_.Ask("recv on=c")), "ECONNRESET");
  EXPECT_EQ(Result(second_.Ask("connect on=c address=" + In(listener, "address") +
                               " port=" + In(listener, "port"))),
            "0");
}

TEST_F(FewStacks, SetsAnOptionThatIsTooShort) {
  first_.Ask("setsockopt on=c option=SO_LINGER onoff=1 seconds=3");
  EXPECT_EQ(Result(first_.Ask("set_short_linger on=c bytes=4")), "EINVAL");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=SO_LINGER"), "seconds"), "3");
  EXPECT_EQ(Result(first_.Ask("set_short_linger on=c bytes=8")), "0");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=SO_LINGER"), "onoff"), "0");
}

}  // namespace
}  // namespace closespec::socket_peer
