#include "harness/conductor/case_needs.h"

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"

namespace closespec {
namespace {

SocketCall With(SocketCall call, const std::string& on, const std::string& as = "") {
  call.on = on;
  call.as = as;
  return call;
}

SocketCall Option(const std::string& option) {
  SocketCall call = Call(kSut, "setsockopt");
  call.arguments = {{"option", option}};
  return call;
}

TEST(FeatureOfACall, IsWhatATargetDeclaresItBy) {
  EXPECT_EQ(FeatureOf(Call(kSut, "shutdown")), "half_close");
  SocketCall impossible = Call(kSut, "shutdown");
  impossible.arguments = {{"how", "-1"}};
  EXPECT_EQ(FeatureOf(impossible), "");
  EXPECT_EQ(FeatureOf(Call(kSut, "fork")), "fork");
  EXPECT_EQ(FeatureOf(Call(kSut, "unread_count")), "fionread");
  EXPECT_EQ(FeatureOf(Option("SO_LINGER")), "linger");
  EXPECT_EQ(FeatureOf(Option("TCP_CORK")), "tcp_cork");
  EXPECT_EQ(FeatureOf(Option("SO_RCVBUF")), "");
  EXPECT_EQ(FeatureOf(Call(kSut, "recv")), "");
}

TEST(LackBy, IsOfNoFeatureOnTheOtherSide) {
  EXPECT_EQ(LackBy(kSut, "cannot fork", "fork").feature, "fork");
  const Lack other = LackBy(Actor::kPeer, "cannot fork", "fork");
  EXPECT_EQ(other.why, "peer cannot fork");
  EXPECT_EQ(other.feature, "");
}

TEST(LackOf, PeerThatMakesOrdinarySocketsAlone) {
  Case run = CaseOf({Socket(kSut, "c")});
  run.needs.clear();
  const PeerReady plain{.stack = "plain", .actions = {"socket"}, .features = {}};
  const PeerReady able{.stack = "able", .actions = {"socket"}, .features = {"socket_kinds"}};
  const auto why = [&](const PeerReady& sut, const PeerReady& peer) {
    const auto lack = LackOf(run, {{kSut, sut}, {Actor::kPeer, peer}}, {});
    return lack ? lack->why : std::string("nothing");
  };
  EXPECT_EQ(why(plain, plain), "nothing");
  run.sockets = {{kSut, SocketKind::kMptcp}};
  EXPECT_EQ(why(plain, able), "sut makes no sockets of the kind mptcp");
  EXPECT_EQ(why(able, plain), "nothing");
  run.sockets[Actor::kPeer] = SocketKind::kMptcp;
  EXPECT_EQ(why(able, plain), "peer makes no sockets of the kind mptcp");
}

TEST(LackTold, IsWhatTheHelloLacks) {
  const Case run = CaseOf({Call(kSut, "shutdown")});
  Journal journal;
  journal.entries = {{{}, PeerReady{kSut, "small", {"recv"}, {}}},
                     {{}, PeerReady{Actor::kPeer, "other", {}, {}}}};
  const auto lack = LackTold(run, journal);
  ASSERT_TRUE(lack);
  EXPECT_EQ(lack->why, "sut cannot shutdown");
  EXPECT_EQ(lack->feature, "half_close");
  journal.entries[0].event = PeerReady{kSut, "small", {"recv", "shutdown"}, {}};
  EXPECT_FALSE(LackTold(run, journal));
}

TEST(LackTold, IsWhatAnAnswerSays) {
  const Case run = CaseOf({Call(kSut, "shutdown")});
  Journal journal;
  Outcome cannot;
  cannot.unsupported = "not here";
  journal.entries = {{{}, PeerReady{kSut, "small", {"shutdown"}, {}}},
                     {{}, PeerReady{Actor::kPeer, "other", {}, {}}},
                     {{}, CallEnded{kEpilogue, 0, kSut, cannot}}};
  EXPECT_FALSE(LackTold(run, journal));
  journal.entries.push_back({{}, CallEnded{0, 0, kSut, cannot}});
  const auto lack = LackTold(run, journal);
  ASSERT_TRUE(lack);
  EXPECT_EQ(lack->why, "sut cannot shutdown: not here");
}

TEST(SocketsAtOnce, CountsWhatIsOpenTogether) {
  EXPECT_EQ(SocketsAtOnce(CaseOf({Socket(Actor::kPeer, "c")})), 0);
  EXPECT_EQ(SocketsAtOnce(CaseOf({Socket(kSut, "l"), With(Call(kSut, "accept"), "l", "c")})), 2);
  EXPECT_EQ(
      SocketsAtOnce(CaseOf({Socket(kSut, "a"), With(Call(kSut, "close"), "a"), Socket(kSut, "b")})),
      1);
}

TEST(SocketsAtOnce, DuplicateAndCopyAreTheSameSocket) {
  EXPECT_EQ(SocketsAtOnce(CaseOf({Socket(kSut, "a"), With(Call(kSut, "dup"), "a", "b"),
                                  With(Call(kSut, "fork"), "", "child")})),
            1);
  EXPECT_EQ(SocketsAtOnce(CaseOf({Socket(kSut, "a"), With(Call(kSut, "dup"), "a", "b"),
                                  With(Call(kSut, "close"), "a"), Socket(kSut, "c")})),
            2);
}

TEST(SocketsAtOnce, OneThatIsDuplicatedOverIsClosed) {
  SocketCall over = With(Call(kSut, "dup2"), "a");
  over.arguments = {{"over", "b"}};
  EXPECT_EQ(SocketsAtOnce(CaseOf({Socket(kSut, "a"), Socket(kSut, "b"), over, Socket(kSut, "c")})),
            2);
}

TEST(SocketsAtOnce, CallThatMayFailMakesNone) {
  Case run = CaseOf({Socket(kSut, "l"), With(Call(kSut, "accept"), "l", "c")});
  run.steps[1].expect = Expectation{{{{{"error", IsText{"EAGAIN"}}}}}};
  EXPECT_EQ(SocketsAtOnce(run), 1);
}

}  // namespace
}  // namespace closespec
