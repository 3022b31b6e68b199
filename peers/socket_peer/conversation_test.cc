// The conversation itself: hello, ping, background calls, bad requests, the end.

#include <gmock/gmock.h>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Conversation, BeginsWithHello) {
  DrivenPeer peer;
  EXPECT_EQ(peer.Hello().word, "closespec-peer");
  EXPECT_EQ(In(peer.Hello(), "protocol"), "1");
  EXPECT_NE(In(peer.Hello(), "stack"), "-");
  EXPECT_THAT(In(peer.Hello(), "actions"), StartsWith("socket,bind,listen,"));
  EXPECT_THAT(In(peer.Hello(), "features"), HasSubstr("threads,fork,share,signals"));
}

TEST(Conversation, AnswersPingWhileACallBlocks) {
  ConnectedPeers peers("ipv4");
  ASSERT_TRUE(peers.Available());
  const auto blocked = peers.First().Begin("recv on=c");
  const auto queued = peers.First().Begin("getsockname on=c");
  EXPECT_EQ(Result(peers.First().Ask("ping")), "0");
  peers.Second().Ask("send on=c bytes=2");
  EXPECT_EQ(Result(peers.First().Await(blocked)), "2");
  EXPECT_EQ(Result(peers.First().Await(queued)), "0");
}

TEST(Conversation, LetsABackgroundCallBlock) {
  ConnectedPeers peers("ipv4");
  ASSERT_TRUE(peers.Available());
  peers.First().BeginInBackground("r", "recv on=c");
  peers.First().BeginInBackground("a", "accept on=l as=d");
  EXPECT_EQ(Result(peers.First().Ask("send on=c bytes=2")), "2");
  peers.Second().Ask("shutdown on=c how=write");
  EXPECT_EQ(Result(peers.First().Await("r")), "0");
  EXPECT_EQ(Result(peers.First().Ask("fork as=p background=f")), "refused");
}

TEST(Conversation, RefusesWhatItDoesNotUnderstand) {
  DrivenPeer peer;
  for (const std::string request :
       {"clsoe on=c", "close", "close on=c", "close on=c how=fast", "socket family=ipx as=c",
        "socket family=ipv4", "socket as=c", "send on=c bytes=-1", "recv on=c bytes=x",
        "reap process=p", "ping in=p", "adopt as=c", "x=1", "send on=%zz bytes=1", "close on",
        "recv on=c background=%20", "abort signal=HUP", "exit status=999"}) {
    const auto answer = peer.Ask(request);
    EXPECT_EQ(answer.word, "refused") << request;
    EXPECT_NE(In(answer, "why"), "-") << request;
  }
  peer.Write("\n  \n%%%\n");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(peer.Await("-").word, "refused");
  peer.Write("long " + std::string(200000, 'x') + "\n");
  EXPECT_EQ(In(peer.Await("long"), "why"), "line over 65536 octets");
  EXPECT_EQ(Result(peer.Ask("ping")), "0");
}

TEST(Conversation, RefusesANameInUse) {
  DrivenPeer peer;
  EXPECT_EQ(Result(peer.Ask("socket family=ipv4 as=c")), "0");
  EXPECT_EQ(Result(peer.Ask("socket family=ipv4 as=c")), "refused");
  EXPECT_EQ(Result(peer.Ask("close on=c")), "0");
  EXPECT_EQ(Result(peer.Ask("socket family=ipv4 as=c")), "0");
}

TEST(Conversation, EndsWithTheInputWhateverBlocks) {
  ConnectedPeers peers("ipv4");
  ASSERT_TRUE(peers.Available());
  peers.First().BeginInBackground("a", "accept on=l as=d");
  peers.First().Begin("recv on=c");
  EXPECT_EQ(Result(peers.First().Ask("ping")), "0");
  peers.First().EndInput();
  EXPECT_EQ(peers.First().AwaitEnd(), "0");
  EXPECT_EQ(Result(peers.Second().Ask("recv on=c")), "0");
}

TEST(Conversation, EndsOnQuitWhateverBlocks) {
  ConnectedPeers peers("ipv4");
  ASSERT_TRUE(peers.Available());
  peers.First().Begin("recv on=c");
  peers.First().Begin("quit");
  EXPECT_EQ(peers.First().AwaitEnd(), "0");
}

TEST(Conversation, EndsByExit) {
  DrivenPeer peer;
  peer.Begin("exit status=7");
  EXPECT_EQ(peer.AwaitEnd(), "7");
}

TEST(Conversation, EndsByASignal) {
  DrivenPeer peer;
  peer.Begin("abort signal=KILL");
  EXPECT_EQ(peer.AwaitEnd(), "signal:9");
}

TEST(Conversation, LeavesSigpipeToItsDefault) {
  ConnectedPeers peers("ipv4");
  ASSERT_TRUE(peers.Available());
  peers.First().Ask("shutdown on=c how=write");
  for (const std::string via : {"send", "write", "writev", "sendto", "sendmsg"}) {
    EXPECT_EQ(Result(peers.First().Ask("send on=c bytes=1 via=" + via)), "EPIPE");
  }
  peers.First().Begin("send on=c bytes=1 sigpipe=yes");
  EXPECT_EQ(peers.First().AwaitEnd(), "signal:13");
}

}  // namespace
}  // namespace closespec::socket_peer
