// What a case waits for: background calls, states, and calls that do not return.

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

TEST(CaseWaitingTest, ABackgroundCallMayReturnBeforeItIsAskedFor) {
  CaseStage stage;
  stage.Sut().On("recv", {"% started", "r returns=5"});
  EXPECT_THAT(stage.Conduct(CaseOf(
                  {Background(kSut, "recv", "r"), Call(kPeer, "send"), FinishCall{kSut, "r"}})),
              ElementsAre("sut ready", "peer ready", "step 0", "sut recv c", "sut returned 5",
                          "step 1", "peer send c", "peer returned 0", "step 2", "epilogue",
                          HasSubstr("gone"), HasSubstr("gone")));
}

TEST(CaseWaitingTest, ABackgroundCallMayReturnWhileItIsWaitedFor) {
  CaseStage stage;
  stage.Sut().On("recv", {"% started", "~5 r error=ECONNRESET"});
  const Lines story = stage.Conduct(CaseOf({Background(kSut, "recv", "r"), FinishCall{kSut, "r"}}));
  EXPECT_THAT(story, ElementsAre("sut ready", "peer ready", "step 0", "sut recv c", "step 1",
                                 "sut failed with ECONNRESET", "epilogue", HasSubstr("gone"),
                                 HasSubstr("gone")));
  const auto& ended = std::get<CallEnded>(stage.conducted.journal.entries[6].event);
  EXPECT_EQ(ended.step, 0U) << "it belongs to the step that began it";
}

TEST(CaseWaitingTest, ABackgroundCallMayFailBeforeItGoesToTheBackground) {
  CaseStage stage;
  stage.Sut().On("recv", {"% error=EBADF"});
  EXPECT_THAT(
      stage.Conduct(CaseOf({Background(kSut, "recv", "r"), FinishCall{kSut, "r"}})),
      ElementsAre("sut ready", "peer ready", "step 0", "sut recv c", "sut failed with EBADF",
                  "step 1", "epilogue", HasSubstr("gone"), HasSubstr("gone")));
}

TEST(CaseWaitingTest, ABackgroundCallThatNeverReturnsIsBlocked) {
  CaseStage stage;
  // What comes before must be done by then on a busy machine, too.
  stage.budgets.event = std::chrono::seconds(1);
  EXPECT_THAT(
      stage.Conduct(CaseOf({Background(kSut, "recv", "r"), FinishCall{kSut, "r"}})),
      ElementsAre("sut ready", "peer ready", "step 0", "sut recv c", "step 1", "step 1 timed out",
                  "sut pinged, answered", "epilogue", HasSubstr("gone"), HasSubstr("gone")));
}

TEST(CaseWaitingTest, StillBlockedWaitsForItsWholeTime) {
  CaseStage stage;
  const auto began = std::chrono::steady_clock::now();
  const Lines story = stage.Conduct(
      CaseOf({Background(kSut, "recv", "r"), StillBlocked{kSut, "r", milliseconds(30)}}));
  EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds(30));
  EXPECT_THAT(story, Not(Contains(HasSubstr("timed out"))));
}

TEST(CaseWaitingTest, StillBlockedEndsWhenTheCallReturns) {
  CaseStage stage;
  stage.Sut().On("recv", {"% started", "r returns=0"});
  // Would wait for ever if it did not end.
  EXPECT_THAT(stage.Conduct(CaseOf(
                  {Background(kSut, "recv", "r"), StillBlocked{kSut, "r", std::chrono::hours(1)}})),
              Contains("sut returned 0"));
}

TEST(CaseWaitingTest, ACallThatDoesNotReturnIsToldFromAPeerThatDoesNotLive) {
  CaseStage stage;
  stage.budgets.event = milliseconds(1);
  stage.Sut().On("recv", {});
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "recv"), Call(kSut, "close")})),
              IsSupersetOf({"step 0 timed out", "sut pinged, answered"}));
  const auto ended = std::find_if(
      stage.conducted.journal.entries.begin(), stage.conducted.journal.entries.end(),
      [](const Entry& entry) { return std::holds_alternative<StepEnded>(entry.event); });
  EXPECT_EQ(std::get<StepEnded>(ended->event).budget, milliseconds(1));

  stage.budgets.ping = milliseconds(1);
  stage.Sut().On("ping", {});
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "recv")})),
              IsSupersetOf({"step 0 timed out", "sut pinged, silent"}));
}

SegmentDraft OctetOfSut(std::uint32_t place) {
  SegmentDraft octet;
  octet.source = {"192.0.2.1", 4711};
  octet.destination = {"192.0.2.2", 80};
  octet.flags.ack = true;
  octet.seq = SequenceNumber(place);
  octet.payload = "x";
  return octet;
}

TEST(CaseWaitingTest, ATransferThatGoesOnIsNotOverdue) {
  CaseStage stage;
  stage.budgets.event = milliseconds(300);
  stage.Sut().On("recv_all", {"~900 % returns=5"});
  std::uint32_t place = 0;
  stage.traffic = [&] { return OctetOfSut(++place); };
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "recv_all")})),
              AllOf(Contains("sut returned 5"), Not(Contains("step 0 timed out"))));
}

TEST(CaseWaitingTest, OctetsThatComeAgainAreNoTransfer) {
  CaseStage stage;
  stage.budgets.event = milliseconds(300);
  stage.Sut().On("recv_all", {"~1500 % returns=5"});
  stage.traffic = [] { return OctetOfSut(1); };
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "recv_all")})), Contains("step 0 timed out"));
}

TEST(CaseWaitingTest, ATransferWithoutEndIsOverdueInTheEnd) {
  CaseStage stage;
  stage.budgets.event = milliseconds(1);
  stage.Sut().On("recv_all", {});
  std::uint32_t place = 0;
  stage.traffic = [&] { return OctetOfSut(++place); };
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "recv_all")})), Contains("step 0 timed out"));
}

TEST(CaseWaitingTest, RealTimeIsAddedToTheBudget) {
  CaseStage stage;
  stage.budgets.event = milliseconds(0);
  stage.Sut().On("recv", {"~5 % returns=0"});
  Case slow = CaseOf({Call(kSut, "recv")});
  slow.real_time = std::chrono::seconds(60);
  EXPECT_THAT(stage.Conduct(slow), Contains("sut returned 0"));
}

TEST(CaseWaitingTest, WithoutASocketTableThePeerIsAskedForTheState) {
  CaseStage stage;
  stage.Sut()
      .On("state", {"% returns=0 state=ESTABLISHED"})
      .On("state", {"% returns=0 state=FIN_WAIT_2"});
  EXPECT_THAT(stage.Conduct(CaseOf({Socket(kSut, "c"), WaitState{kSut, "c", {"FIN_WAIT_2"}}})),
              Contains("sut state FIN_WAIT_2 by peer"));
  EXPECT_THAT(stage.Heard("sut"), IsSupersetOf({"2 state on=c", "3 state on=c"}));
}

TEST(CaseWaitingTest, AStateThatNobodyKnowsIsEmpty) {
  CaseStage stage;
  stage.Sut().Greets({"hello closespec-peer protocol=1 stack=small-1 actions=state"});
  EXPECT_THAT(stage.Conduct(CaseOf({ReadState{kSut, "c", true}})), Contains("sut state  by peer"));
}

TEST(CaseWaitingTest, ASocketsOwnWordForClosedMayMeanTimeWait) {
  CaseStage stage;
  stage.Sut().On("state", {"% returns=0 state=CLOSED"});
  EXPECT_THAT(stage.Conduct(CaseOf({Socket(kSut, "c"), ReadState{kSut, "c"}})),
              Contains("sut state  by peer"));
  EXPECT_THAT(stage.Conduct(CaseOf({Socket(kSut, "c"), WaitState{kSut, "c", {"TIME_WAIT"}}})),
              AllOf(Contains("sut state CLOSED by peer"), Not(Contains("step 1 timed out"))));
}

// An accept that has not come yet, a close that has been.
TEST(CaseWaitingTest, WithoutASocketTableADescriptorIsNeededToAsk) {
  CaseStage stage;
  const SocketCall close = Call(kSut, "close");
  for (const std::vector<Action>& before :
       {std::vector<Action>{}, std::vector<Action>{Socket(kSut, "c"), close}}) {
    for (const bool read : {true, false}) {
      std::vector<Action> actions = before;
      if (read) {
        actions.push_back(ReadState{kSut, "c"});
      } else {
        actions.push_back(WaitState{kSut, "c", {"FIN_WAIT_2"}});
      }
      EXPECT_THAT(stage.Conduct(CaseOf(actions)), Not(Contains("step 0")));
      EXPECT_EQ(stage.conducted.unsupported,
                "sut cannot tell the state of a connection without a descriptor");
    }
  }
  EXPECT_THAT(stage.Conduct(CaseOf({WaitState{kSut, "c", {"FIN_WAIT_2"}, /*if_able=*/true}})),
              Contains("sut state  by peer"));
}

TEST(CaseWaitingTest, AWaitForAStateThatNobodyCanTellIsUnsupported) {
  CaseStage stage;
  stage.Sut().Greets({"hello closespec-peer protocol=1 stack=small-1 actions=state"});
  stage.Conduct(CaseOf({WaitState{kSut, "c", {"CLOSED"}}}));
  EXPECT_EQ(stage.conducted.unsupported, "sut cannot tell its state");
}

TEST(CaseWaitingTest, AStateThatIsNotReachedTimesOut) {
  CaseStage stage;
  stage.budgets.event = milliseconds(1);
  stage.Sut().On("state", {"% returns=0 state=ESTABLISHED"});
  EXPECT_THAT(stage.Conduct(CaseOf({Socket(kSut, "c"), WaitState{kSut, "c", {"CLOSED"}}})),
              IsSupersetOf({"sut state ESTABLISHED by peer", "step 1 timed out"}));
}

TEST(CaseWaitingTest, TheSocketTableKnowsThatThereIsNoConnection) {
  CaseStage stage;
  stage.socket_table = true;
  EXPECT_THAT(stage.Conduct(CaseOf({WaitState{kSut, "c", {"CLOSED"}}})),
              Contains("sut state CLOSED by socket_table"));
  EXPECT_TRUE(stage.conducted.journal.socket_table);
}

TEST(CaseWaitingTest, NobodyWaitsForAPeerThatIsGone) {
  CaseStage stage;
  stage.Sut().On("state", {"!killed by SIGSEGV"});
  // The budget is a minute.
  EXPECT_THAT(stage.Conduct(CaseOf({Socket(kSut, "c"), WaitState{kSut, "c", {"CLOSED"}}})),
              IsSupersetOf({"sut gone: killed by SIGSEGV", "step 1 timed out"}));
}

}  // namespace
}  // namespace closespec
