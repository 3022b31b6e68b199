#include "harness/conductor/sockets_known.h"

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"

namespace closespec {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

using Open = SocketsKnown::Open;

struct Made {
  Actor actor = kSut;
  std::string action;
  std::string on = "c";
  std::string as;
  std::string in;
  std::vector<std::pair<std::string, std::string>> arguments;
};

void Learn(SocketsKnown& known, const Made& made, const Outcome& outcome) {
  SocketCall call;
  call.actor = made.actor;
  call.action = made.action;
  call.on = made.on;
  call.as = made.as;
  call.in = made.in;
  call.arguments = made.arguments;
  known.Learn(call, outcome);
}

Outcome Done() {
  Outcome outcome;
  outcome.returns = 0;
  return outcome;
}

Outcome Failed() {
  Outcome outcome;
  outcome.error = "EMFILE";
  return outcome;
}

Outcome Connected(const std::string& local, const std::string& remote) {
  Outcome outcome = Done();
  outcome.facts = {{"local", local}, {"remote", remote}};
  return outcome;
}

const ConnectionEnds kEnds{{"192.0.2.1", 1000}, {"192.0.2.2", 2000}};

TEST(SocketsKnownTest, AConnectionIsSeenFromTheSutWhoeverTellsOfIt) {
  SocketsKnown by_sut;
  Learn(by_sut, {.action = "connect"}, Connected("192.0.2.1:1000", "192.0.2.2:2000"));
  EXPECT_THAT(by_sut.ConnectionsOf("c"), ElementsAre(kEnds));
  EXPECT_TRUE(by_sut.IsConnected(kSut, "c"));
  EXPECT_FALSE(by_sut.IsConnected(kPeer, "c"));

  SocketsKnown by_peer;
  Learn(by_peer, {.actor = kPeer, .action = "accept", .on = "l", .as = "c"},
        Connected("192.0.2.2:2000", "192.0.2.1:1000"));
  EXPECT_THAT(by_peer.ConnectionsOf("c"), ElementsAre(kEnds));
}

TEST(SocketsKnownTest, WhereOneSideSaysOtherwiseBothAreKept) {
  SocketsKnown known;
  Learn(known, {.actor = kPeer, .action = "connect"},
        Connected("192.0.2.2:2000", "192.0.2.1:1000"));
  Learn(known, {.action = "accept", .on = "l", .as = "c"},
        Connected("192.0.2.1:1000", "255.255.255.255:0"));
  EXPECT_THAT(known.ConnectionsOf("c"),
              ElementsAre(ConnectionEnds{{"192.0.2.1", 1000}, {"255.255.255.255", 0}}, kEnds));
  Learn(known, {.action = "accept", .on = "l", .as = "c"},
        Connected("192.0.2.1:1000", "192.0.2.2:2000"));
  EXPECT_THAT(known.ConnectionsOf("c"), ElementsAre(kEnds));
}

TEST(SocketsKnownTest, AConnectInProgressHasItsEndsAlready) {
  SocketsKnown known;
  Outcome outcome = Connected("192.0.2.1:1000", "192.0.2.2:2000");
  outcome.returns.reset();
  outcome.error = "EINPROGRESS";
  Learn(known, {.action = "connect"}, outcome);
  EXPECT_THAT(known.ConnectionsOf("c"), ElementsAre(kEnds));
}

TEST(SocketsKnownTest, ABoundSocketHasNoConnection) {
  SocketsKnown known;
  Outcome bound = Done();
  bound.facts["local"] = "192.0.2.1:80";
  Learn(known, {.action = "bind", .on = "l"}, bound);
  EXPECT_THAT(known.LocalOf(kSut, "l"), Optional(Endpoint{"192.0.2.1", 80}));
  EXPECT_THAT(known.ConnectionsOf("l"), IsEmpty());
  EXPECT_EQ(known.LocalOf(kPeer, "l"), std::nullopt);
}

TEST(SocketsKnownTest, NonsenseForAnEndpointIsNone) {
  SocketsKnown known;
  Learn(known, {.action = "connect"}, Connected("somewhere", "192.0.2.2:2000000"));
  EXPECT_THAT(known.ConnectionsOf("c"), IsEmpty());
}

TEST(SocketsKnownTest, WhatIsOpenFollowsTheCalls) {
  SocketsKnown known;
  Learn(known, {.action = "socket", .as = "c"}, Done());
  Learn(known, {.action = "dup", .as = "d"}, Done());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "", "c"}, Open{kSut, "", "d"}));
  Learn(known, {.action = "close"}, Done());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "", "d"}));
}

TEST(SocketsKnownTest, ACallThatFailedChangesNothing) {
  SocketsKnown known;
  Learn(known, {.action = "socket", .as = "c"}, Done());
  Learn(known, {.action = "socket", .as = "d"}, Failed());
  Learn(known, {.action = "close"}, Failed());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "", "c"}));
}

TEST(SocketsKnownTest, AForkedProcessHasWhatItsParentHas) {
  SocketsKnown known;
  Learn(known, {.action = "socket", .as = "c"}, Done());
  Learn(known, {.action = "fork", .as = "child"}, Done());
  Learn(known, {.action = "close"}, Done());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "child", "c"}));
  EXPECT_THAT(known.Processes(), ElementsAre(std::pair(kSut, std::string("child"))));

  Learn(known, {.action = "exit", .in = "child"}, Done());
  EXPECT_THAT(known.OpenSockets(), IsEmpty());
  EXPECT_THAT(known.Processes(), IsEmpty());
}

TEST(SocketsKnownTest, ASharedSocketIsInTheOtherProcess) {
  SocketsKnown known;
  Learn(known, {.action = "fork", .as = "child"}, Done());
  Learn(known, {.action = "socket", .as = "c"}, Done());
  Learn(known, {.action = "share", .arguments = {{"to", "child"}}}, Done());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "", "c"}, Open{kSut, "child", "c"}));
  Learn(known, {.action = "reap", .arguments = {{"process", "child"}}}, Done());
  EXPECT_THAT(known.OpenSockets(), ElementsAre(Open{kSut, "", "c"}));
}

TEST(SocketsKnownTest, ADuplicateHasTheSameEnds) {
  SocketsKnown known;
  Learn(known, {.action = "connect"}, Connected("192.0.2.1:1000", "192.0.2.2:2000"));
  Learn(known, {.action = "dup", .as = "d"}, Done());
  EXPECT_THAT(known.ConnectionsOf("d"), ElementsAre(kEnds));
}

}  // namespace
}  // namespace closespec
