#include "harness/conductor/case_run.h"

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"

namespace closespec {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SocketCall Exit(Actor actor, const std::string& process) {
  SocketCall exit = Call(actor, "exit");
  exit.in = process;
  return exit;
}

TEST(CaseRunTest, WalksTheStepsAndTellsTheWholeStory) {
  CaseStage stage;
  stage.Sut().On("send", {"% returns=5 stream=0+5 at=17"});
  stage.Peer().On("recv", {"% error=ECONNRESET native=104"});
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "send"), Call(kPeer, "recv")})),
              ElementsAre("sut ready", "peer ready", "step 0", "sut send c", "sut returned 5",
                          "step 1", "peer recv c", "peer failed with ECONNRESET", "epilogue",
                          "sut gone: exited with status 0 (expected)",
                          "peer gone: exited with status 0 (expected)"));
  const Journal& journal = stage.conducted.journal;
  EXPECT_EQ(journal.case_id, "hand/made[family=ipv4]");
  EXPECT_EQ(journal.stimulus, "abc");
  EXPECT_EQ(journal.addresses.at(kSut), "192.0.2.1");
  EXPECT_FALSE(journal.capture);
  const auto& sent = std::get<CallEnded>(journal.entries[4].event).outcome;
  EXPECT_EQ(sent.stream, (StreamPiece{0, 5}));
  EXPECT_EQ(sent.at, std::chrono::nanoseconds(17));
  EXPECT_THAT(stage.Heard("sut"), ElementsAre("1 send on=c", "2 quit"));
}

TEST(CaseRunTest, RepeatsAStep) {
  CaseStage stage;
  stage.Sut().On("recv", {"% returns=5"}).On("recv", {"% returns=0"});
  Case thrice = CaseOf({Call(kSut, "recv")});
  thrice.steps[0].times = 3;
  EXPECT_THAT(
      stage.Conduct(thrice),
      ElementsAre("sut ready", "peer ready", "step 0", "sut recv c", "sut returned 5",
                  "step 0 again", "sut recv c", "sut returned 0", "step 0 again", "sut recv c",
                  "sut returned 0", "epilogue", HasSubstr("gone"), HasSubstr("gone")));
}

TEST(CaseRunTest, ARepetitionThatFailsToComeIsTheLast) {
  CaseStage stage;
  stage.Sut().On("recv", {"% returns=5"}).On("recv", {});
  stage.budgets.event = std::chrono::milliseconds(1);
  Case thrice = CaseOf({Call(kSut, "recv"), Call(kSut, "close")});
  thrice.steps[0].times = 3;
  const Lines story = stage.Conduct(thrice);
  // On a busy machine that is the first one already.
  const auto failed = std::find(story.begin(), story.end(), "step 0 timed out");
  ASSERT_NE(failed, story.end());
  EXPECT_EQ(std::count(failed, story.end(), "sut recv c"), 0);
  EXPECT_THAT(story, Not(Contains("step 1")));
}

TEST(CaseRunTest, AnExitThatTheScenarioAskedForIsNoTrouble) {
  CaseStage stage;
  stage.Sut().On("exit", {"!exited with status 0"});
  const Lines story = stage.Conduct(CaseOf({Exit(kSut, ""), Call(kPeer, "recv")}));
  EXPECT_THAT(story,
              ElementsAre("sut ready", "peer ready", "step 0", "sut exit c",
                          "sut gone: exited with status 0 (expected)", "sut returned 0", "step 1",
                          "peer recv c", "peer returned 0", "epilogue", HasSubstr("peer gone")));
}

TEST(CaseRunTest, ClosesInTheEpilogueWhatWasOpened) {
  CaseStage stage;
  stage.Sut().On("connect", {"% returns=0 local=192.0.2.1:1 remote=192.0.2.2:2"});
  stage.Sut().Greets(
      {"hello closespec-peer protocol=1 actions=socket,connect,fork "
       "features=fork"});
  SocketCall fork = Call(kSut, "fork");
  fork.as = "child";
  const Lines story = stage.Conduct(
      CaseOf({Socket(kSut, "c"), Call(kSut, "connect"), Socket(kSut, "unconnected"), fork}));
  EXPECT_THAT(stage.Heard("sut"),
              ElementsAre("1 socket as=c family=ipv4", "2 connect on=c",
                          "3 socket as=unconnected family=ipv4", "4 fork as=child",
                          "5 exit in=child", "6 shutdown on=c how=write", "7 recv_all on=c",
                          "8 close on=c", "9 close on=unconnected", "10 quit"));
  EXPECT_THAT(story, Not(Contains(HasSubstr("timed out"))));
}

TEST(CaseRunTest, ACallThatBlocksInTheEpilogueDoesNotHoldTheCaseUp) {
  CaseStage stage;
  stage.budgets.cleanup = std::chrono::milliseconds(1);
  stage.Sut()
      .Greets({"hello closespec-peer protocol=1 actions=socket,connect"})
      .On("connect", {"% returns=0 local=192.0.2.1:1 remote=192.0.2.2:2"})
      .On("recv_all", {});
  const Lines story = stage.Conduct(CaseOf({Socket(kSut, "c"), Call(kSut, "connect")}));
  EXPECT_THAT(stage.Heard("sut"), Not(Contains(HasSubstr(" close "))));
  EXPECT_THAT(story, Contains("sut recv_all c"));
  EXPECT_EQ(story.back(), "peer gone: exited with status 0 (expected)");
}

TEST(CaseRunTest, APeerThatDoesNotQuitIsKilled) {
  CaseStage stage;
  stage.budgets.quit = std::chrono::milliseconds(1);
  stage.Sut().On("quit", {});
  EXPECT_THAT(stage.Conduct(CaseOf({})), Contains("sut gone: killed by SIGKILL (expected)"));
}

TEST(CaseRunTest, WhatThePeersLackIsKnownBeforeTheFirstStep) {
  CaseStage stage;
  stage.Sut().Greets({"hello closespec-peer protocol=1 stack=small-1 actions=recv,send"});
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "shutdown")})), Not(Contains("step 0")));
  EXPECT_EQ(stage.conducted.unsupported, "sut cannot shutdown");

  stage.Conduct(CaseOf({Background(kSut, "recv", "r")}));
  EXPECT_EQ(stage.conducted.unsupported, "sut has no threads");

  Case needy = CaseOf({Call(kSut, "recv")});
  needy.needs = {"socket_table"};
  stage.Conduct(needy);
  EXPECT_EQ(stage.conducted.unsupported, "sut has no socket_table");

  needy.needs = {"linux"};
  stage.Conduct(needy);
  EXPECT_EQ(stage.conducted.unsupported, "sut has no linux");
}

TEST(CaseRunTest, AnOptionThatTheSocketDoesNotHaveEndsTheCaseAsUnsupported) {
  SocketCall call = Call(kSut, "setsockopt");
  call.arguments = {{"option", "TCP_LINGER2"}};
  Case run = CaseOf({call, Call(kSut, "close")});
  const auto lacking = [&run] {
    CaseStage stage;
    stage.Sut()
        .Greets({"hello closespec-peer protocol=1 actions=setsockopt,close "
                 "features=tcp_linger2,socket_kinds"})
        .On("setsockopt", {"% error=ENOPROTOOPT"});
    stage.Conduct(run);
    EXPECT_EQ(stage.conducted.unsupported, "sut has no TCP_LINGER2: ENOPROTOOPT");
    return stage.conducted.lacking;
  };
  EXPECT_EQ(lacking(), "tcp_linger2");
  run.sockets = {{kSut, SocketKind::kMptcp}};
  EXPECT_EQ(lacking(), "") << "a target declares what ordinary sockets can do";
}

TEST(CaseRunTest, AnUnsupportedAnswerEndsTheCaseAsUnsupported) {
  CaseStage stage;
  stage.Sut().On("send", {"% unsupported why=no%20such%20flag"});
  const Lines story = stage.Conduct(CaseOf({Call(kSut, "send"), Call(kSut, "close")}));
  EXPECT_EQ(stage.conducted.unsupported, "sut cannot send: no such flag");
  EXPECT_THAT(story, Not(Contains("step 1")));
}

TEST(CaseRunTest, WhatTheKernelOfTheSutSaysOfItselfIsWrittenDown) {
  CaseStage stage;
  stage.Sut().On("send", {"- complaint text=BUG:oh", "% returns=5"});
  stage.Peer().On("recv", {"- complaint text=BUG:not-ours", "% returns=5"});
  const Lines story = stage.Conduct(CaseOf({Call(kSut, "send"), Call(kPeer, "recv")}));
  EXPECT_THAT(story, Contains("complaint: BUG:oh"));
  EXPECT_THAT(story, Not(Contains("complaint: BUG:not-ours")));
  EXPECT_THAT(story, Contains("peer returned 5"));
}

TEST(CaseRunTest, APeerThatCannotBeSetUpSaysSoInsteadOfHello) {
  CaseStage stage;
  stage.Sut().Greets(
      {"- unsupported why=net.ipv4.tcp_rto_max_ms%3A%20ENOENT", "!exited with status 0"});
  const Lines story = stage.Conduct(CaseOf({Call(kSut, "send")}));
  EXPECT_EQ(stage.conducted.unsupported, "sut cannot be set up: net.ipv4.tcp_rto_max_ms: ENOENT");
  EXPECT_THAT(story, Not(Contains("step 0")));
  EXPECT_THAT(story,
              Contains("sut gone: cannot be set up: net.ipv4.tcp_rto_max_ms: ENOENT (expected)"));
  const auto lack = LackTold(CaseOf({Call(kSut, "send")}), stage.conducted.journal);
  ASSERT_TRUE(lack);
  EXPECT_EQ(lack->why, stage.conducted.unsupported);
}

TEST(CaseRunTest, WithoutACaptureWireStepsWaitForNothing) {
  CaseStage stage;
  AwaitSegment fin;
  fin.any = {SegmentPattern{}};
  EXPECT_THAT(stage.Conduct(CaseOf({fin, Silence{}, NeverSegment{}})),
              ElementsAre("sut ready", "peer ready", "step 0", "step 1", "step 2", "epilogue",
                          HasSubstr("gone"), HasSubstr("gone")));
}

TEST(CaseRunTest, ACaseWithoutStepsIsCleanedUpAllTheSame) {
  CaseStage stage;
  EXPECT_THAT(stage.Conduct(CaseOf({})), Contains("epilogue"));
  EXPECT_EQ(stage.conducted.unsupported, std::nullopt);
  EXPECT_THAT(stage.conducted.journal.entries, Not(IsEmpty()));
}

}  // namespace
}  // namespace closespec
