// Sockets that are not the ordinary ones of TCP, between two real peers.

#include <gtest/gtest.h>

#include <string>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

// `c` of both peers, with sockets of these kinds; the first one has the listener.
class Kinds : public ::testing::Test {
 protected:
  // False where the kernel has no such socket.
  bool Connect(const std::string& first_kind, const std::string& second_kind) {
    if (Result(first_.Ask("socket family=ipv4 as=l kind=" + first_kind)) == "unsupported") {
      return false;
    }
    const auto bound = first_.Ask("bind on=l address=127.0.0.1");
    const std::string local = In(bound, "local");
    EXPECT_EQ(local.substr(0, local.find(':')), "127.0.0.1");
    first_.Ask("listen on=l");
    if (Result(second_.Ask("socket family=ipv4 as=c kind=" + second_kind)) == "unsupported") {
      return false;
    }
    const std::string port = local.substr(local.find(':') + 1);
    EXPECT_EQ(Result(second_.Ask("connect on=c address=127.0.0.1 port=" + port)), "0");
    accepted_ = first_.Ask("accept on=l as=c");
    EXPECT_EQ(Result(accepted_), "0");
    return true;
  }

  void ExpectEndInOrder() {
    EXPECT_EQ(Result(first_.Ask("send on=c bytes=300")), "300");
    EXPECT_EQ(Result(first_.Ask("shutdown on=c how=write")), "0");
    EXPECT_EQ(Result(second_.Ask("wait_readable on=c bytes=300")), "0");
    const auto received = second_.Ask("recv_all on=c");
    EXPECT_EQ(In(received, "bytes"), "300");
    EXPECT_EQ(In(received, "end"), "eof");
    EXPECT_EQ(In(received, "intact"), "yes");
  }

  DrivenPeer first_;
  DrivenPeer second_;
  protocol::Message accepted_;
};

TEST_F(Kinds, MappedAddressesAreToldAsTheIpv4OnesTheyStandFor) {
  ASSERT_TRUE(Connect("mapped", "tcp"));
  for (const char* end : {"local", "remote"}) {
    EXPECT_EQ(In(accepted_, end).substr(0, 10), "127.0.0.1:") << end;
  }
  EXPECT_EQ(In(first_.Ask("getpeername on=c"), "address"), "127.0.0.1");
  EXPECT_EQ(In(first_.Ask("getsockname on=c"), "address"), "127.0.0.1");
  ExpectEndInOrder();
}

TEST_F(Kinds, MappedAddressCanBeConnectedTo) {
  ASSERT_TRUE(Connect("tcp", "mapped"));
  EXPECT_EQ(In(second_.Ask("getpeername on=c"), "address"), "127.0.0.1");
  ExpectEndInOrder();
}

TEST_F(Kinds, MultipathEndsInOrder) {
  if (!Connect("mptcp", "mptcp")) GTEST_SKIP() << "no MPTCP here";
  ExpectEndInOrder();
}

TEST_F(Kinds, MultipathFallsBackToTcp) {
  if (!Connect("mptcp", "tcp")) GTEST_SKIP() << "no MPTCP here";
  ExpectEndInOrder();
  EXPECT_EQ(In(second_.Ask("state on=c"), "state"), "CLOSE_WAIT");
}

TEST_F(Kinds, OthersAreRefused) {
  EXPECT_EQ(Result(first_.Ask("socket family=ipv4 as=c kind=sctp")), "refused");
  EXPECT_EQ(Result(first_.Ask("socket family=ipv6 as=c kind=mapped")), "refused");
  EXPECT_EQ(Result(first_.Ask("socket family=ipv4 as=c kind=tcp")), "0");
}

}  // namespace
}  // namespace closespec::socket_peer
