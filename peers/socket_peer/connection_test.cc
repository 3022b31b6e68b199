// Making and ending connections between two real peers.

#include <gtest/gtest.h>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

class Connection : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!peers_.Available()) GTEST_SKIP() << "no " << GetParam() << " on this machine";
  }

  ConnectedPeers peers_{GetParam()};
  DrivenPeer& first_ = peers_.First();
  DrivenPeer& second_ = peers_.Second();
};

INSTANTIATE_TEST_SUITE_P(Each, Connection, ::testing::Values("ipv4", "ipv6"));

TEST_P(Connection, NamesBothEnds) {
  const auto local = first_.Ask("getsockname on=c");
  const auto remote = second_.Ask("getpeername on=c");
  EXPECT_EQ(Result(local), "0");
  EXPECT_EQ(In(local, "address"), In(remote, "address"));
  EXPECT_EQ(In(local, "port"), In(remote, "port"));
  EXPECT_EQ(Result(first_.Ask("getpeername on=l")), "ENOTCONN");
}

TEST_P(Connection, EndsInOrder) {
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=write")), "0");
  EXPECT_EQ(Result(second_.Ask("wait_readable on=c")), "0");
  EXPECT_EQ(Result(second_.Ask("recv on=c")), "0");
  EXPECT_EQ(In(second_.Ask("state on=c"), "state"), "CLOSE_WAIT");
  EXPECT_EQ(Result(second_.Ask("send on=c bytes=3")), "3");
  EXPECT_EQ(Result(second_.Ask("close on=c")), "0");
  const auto rest = first_.Ask("recv_all on=c");
  EXPECT_EQ(In(rest, "bytes"), "3");
  EXPECT_EQ(In(rest, "end"), "eof");
  EXPECT_EQ(In(rest, "intact"), "yes");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=1")), "EPIPE");
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
}

TEST_P(Connection, IsResetByLingerZero) {
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=SO_LINGER onoff=1 seconds=0")), "0");
  const auto linger = first_.Ask("getsockopt on=c option=SO_LINGER");
  EXPECT_EQ(In(linger, "onoff"), "1");
  EXPECT_EQ(In(linger, "seconds"), "0");
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
  EXPECT_EQ(Result(second_.Ask("wait_readable on=c bytes=5")), "0");
  const auto failed = second_.Ask("recv on=c");
  EXPECT_EQ(Result(failed), "ECONNRESET");
  EXPECT_EQ(In(failed, "native"), std::to_string(ECONNRESET));
  EXPECT_EQ(In(second_.Ask("state on=c"), "state"), "CLOSED");
}

TEST_P(Connection, TellsTheErrorByName) {
  EXPECT_EQ(In(second_.Ask("getsockopt on=c option=SO_ERROR"), "value"), "0");
  first_.Ask("setsockopt on=c option=SO_LINGER onoff=1 seconds=0");
  first_.Ask("close on=c");
  second_.Ask("wait_readable on=c");
  const auto error = second_.Ask("getsockopt on=c option=SO_ERROR");
  EXPECT_EQ(Result(error), "0");
  EXPECT_EQ(In(error, "value"), "ECONNRESET");
}

TEST_P(Connection, KnowsCallsOnAClosedSocket) {
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("close on=c")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("recv on=c")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("state on=c")), "EBADF");
  // Its number is in use again, which a call on the closed name must not hit.
  EXPECT_EQ(Result(first_.Ask(std::string("socket as=d family=") + GetParam())), "0");
  EXPECT_EQ(Result(first_.Ask("getsockname on=d")), "0");
  EXPECT_EQ(Result(first_.Ask("getsockname on=c")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("wait_readable on=c")), "EBADF");
  EXPECT_EQ(In(first_.Ask("poll on=c events=IN"), "events"), "NVAL");
  EXPECT_EQ(Result(first_.Ask("select on=c events=IN")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("epoll on=c events=IN")), "EBADF");
  EXPECT_EQ(Result(first_.Ask(std::string("socket as=c family=") + GetParam())), "0");
}

TEST_P(Connection, StaysOpenWhileADuplicateIs) {
  EXPECT_EQ(Result(first_.Ask("dup on=c as=d")), "0");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=4")), "4");
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
  EXPECT_EQ(In(first_.Ask("send on=d bytes=4"), "stream"), "4+4");
  const auto data = second_.Ask("recv on=c bytes=8 flags=waitall");
  EXPECT_EQ(Result(data), "8");
  EXPECT_EQ(In(data, "intact"), "yes");
  EXPECT_EQ(Result(first_.Ask("dup on=zz as=e")), "refused");
  EXPECT_EQ(Result(first_.Ask("dup on=d as=l")), "refused");
}

TEST_P(Connection, IsClosedByADuplicateOfAnotherOverIt) {
  first_.Ask(std::string("socket as=e family=") + GetParam());
  EXPECT_EQ(Result(first_.Ask("dup2 on=e over=c")), "0");
  EXPECT_EQ(Result(second_.Ask("recv on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("getpeername on=c")), "ENOTCONN");
  EXPECT_EQ(Result(first_.Ask("close on=e")), "0");
  EXPECT_EQ(Result(first_.Ask("dup2 on=e over=c")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("dup2 on=e over=zz")), "refused");
}

TEST_P(Connection, ShutsDownInEveryWay) {
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=3")), "EINVAL");
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=-1")), "EINVAL");
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=sideways")), "refused");
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=read")), "0");
  EXPECT_EQ(Result(first_.Ask("recv on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("shutdown on=c how=both")), "0");
  first_.Ask(std::string("socket as=d family=") + GetParam());
  EXPECT_EQ(Result(first_.Ask("shutdown on=d how=write")), "ENOTCONN");
}

TEST_P(Connection, ConnectsWithoutBlocking) {
  const auto listener = first_.Ask("getsockname on=l");
  second_.Ask(std::string("socket as=d family=") + GetParam());
  EXPECT_EQ(Result(second_.Ask("set_blocking on=d blocking=no")), "0");
  const auto begun = second_.Ask("connect on=d address=" + In(listener, "address") +
                                 " port=" + In(listener, "port"));
  EXPECT_EQ(Result(begun), "EINPROGRESS");
  EXPECT_NE(In(begun, "local"), "-");
  EXPECT_NE(In(begun, "remote"), "-");
  EXPECT_EQ(In(second_.Ask("poll on=d events=OUT wait=yes"), "events"), "OUT");
  EXPECT_EQ(In(first_.Ask("accept on=l as=d"), "remote"), In(begun, "local"));
  EXPECT_EQ(Result(second_.Ask("recv on=d")), "EAGAIN");
  EXPECT_EQ(Result(second_.Ask("set_blocking on=d blocking=yes")), "0");
}

TEST_P(Connection, BindsToThePortOfAnotherSocket) {
  const std::string address = In(first_.Ask("getsockname on=l"), "address");
  first_.Ask(std::string("socket as=d family=") + GetParam());
  EXPECT_EQ(Result(first_.Ask("bind on=d same_port_as=l address=" + address)), "EADDRINUSE");
  EXPECT_EQ(Result(first_.Ask("bind on=d address=192.0.2.300")), "EAFNOSUPPORT");
  EXPECT_EQ(Result(first_.Ask("connect on=d port=1 address=" + address)), "ECONNREFUSED");
}

TEST_P(Connection, KeepsOptions) {
  for (const std::string option : {"SO_REUSEADDR", "SO_REUSEPORT", "SO_KEEPALIVE", "SO_OOBINLINE",
                                   "TCP_NODELAY", "TCP_CORK", "IP_RECVERR"}) {
    EXPECT_EQ(Result(first_.Ask("setsockopt on=c value=1 option=" + option)), "0") << option;
    EXPECT_EQ(In(first_.Ask("getsockopt on=c option=" + option), "value"), "1") << option;
  }
  for (const std::string option : {"SO_RCVTIMEO", "SO_SNDTIMEO"}) {
    EXPECT_EQ(Result(first_.Ask("setsockopt on=c milliseconds=2000 option=" + option)), "0");
    EXPECT_EQ(In(first_.Ask("getsockopt on=c option=" + option), "milliseconds"), "2000");
  }
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=TCP_LINGER2 seconds=7")), "0");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=TCP_LINGER2"), "seconds"), "7");
  for (const std::string option : {"TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_DEFER_ACCEPT"}) {
    EXPECT_EQ(Result(first_.Ask("setsockopt on=c seconds=3 option=" + option)), "0") << option;
    EXPECT_EQ(In(first_.Ask("getsockopt on=c option=" + option), "seconds"), "3") << option;
  }
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=TCP_KEEPCNT value=2")), "0");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=TCP_KEEPCNT"), "value"), "2");
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=TCP_USER_TIMEOUT milliseconds=500")), "0");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=TCP_USER_TIMEOUT"), "milliseconds"), "500");
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=SO_RCVLOWAT value=9")), "0");
  EXPECT_EQ(In(first_.Ask("getsockopt on=c option=SO_RCVLOWAT"), "value"), "9");
  for (const std::string option : {"SO_RCVBUF", "SO_SNDBUF"}) {
    EXPECT_EQ(Result(first_.Ask("setsockopt on=c value=8192 option=" + option)), "0");
    EXPECT_GE(std::stoi(In(first_.Ask("getsockopt on=c option=" + option), "value")), 8192);
  }
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=SO_ERROR value=0")), "refused");
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=SO_LINGER onoff=1")), "refused");
  EXPECT_EQ(Result(first_.Ask("setsockopt on=c option=TCP_CORK value=1 onoff=1")), "refused");
  EXPECT_EQ(Result(first_.Ask("getsockopt on=c option=SO_NONSENSE")), "refused");
}

}  // namespace
}  // namespace closespec::socket_peer
