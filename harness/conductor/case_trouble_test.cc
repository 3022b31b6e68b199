// Peers that break: each ends its own case with a reason, and the other peer is sent home.

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"
#include "harness/judge/judge.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

// One way for the SUT's peer to break in the middle of a call, and how that is told.
struct Breakage {
  std::string name;
  Lines said;
  std::string told;
};

std::ostream& operator<<(std::ostream& out, const Breakage& breakage) {
  return out << breakage.name;
}

class CaseBreaks : public testing::TestWithParam<Breakage> {};

TEST_P(CaseBreaks, WithAReasonAndTheVerdictError) {
  CaseStage stage;
  stage.Sut().On("send", GetParam().said);
  const Case broken = CaseOf({Call(kSut, "send"), Call(kPeer, "recv")});
  const Lines story = stage.Conduct(broken);
  EXPECT_THAT(story, Contains(StartsWith("sut gone: " + GetParam().told)));
  EXPECT_THAT(story, Not(Contains("step 1")));
  EXPECT_THAT(story, Contains("peer gone: exited with status 0 (expected)"));
  const CaseResult result = Judge(broken, stage.conducted.journal);
  EXPECT_EQ(result.verdict, Verdict::kError) << result.reason;
  EXPECT_THAT(result.reason, HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    Peers, CaseBreaks,
    testing::Values(
        Breakage{"nonsense", {"returns==5"}, "said nonsense: \"returns==5\""},
        Breakage{"died", {"!killed by SIGSEGV"}, "killed by SIGSEGV"},
        Breakage{"closed_output", {"!closed its output"}, "closed its output"},
        Breakage{"unasked", {"77 returns=0"}, "answered what nobody had asked: \"77 returns=0\""},
        Breakage{"refused",
                 {"% refused why=no%20action"},
                 "refused a request: \"1 refused why=no%20action\""},
        Breakage{"unasked_start", {"% started"}, "said nonsense: \"1 started\""},
        Breakage{"unknown_word", {"% gladly"}, "said nonsense: \"1 gladly\""},
        Breakage{"no_number", {"% returns=five"}, "said nonsense: \"1 returns=five\""},
        Breakage{"no_piece", {"% returns=5 stream=05"}, "said nonsense: \"1 returns=5 stream=05\""},
        Breakage{"no_outcome", {"% at=5"}, "said nonsense: \"1 at=5\""},
        Breakage{"two_outcomes",
                 {"% error=EPIPE returns=5"},
                 "said nonsense: \"1 error=EPIPE returns=5\""}),
    [](const auto& info) { return info.param.name; });

TEST(CaseTroubleTest, ASecondAnswerToOneRequestIsUnasked) {
  CaseStage stage;
  stage.Sut().On("send", {"% returns=5", "% returns=5"});
  EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "send"), Call(kPeer, "recv")})),
              IsSupersetOf(
                  {"sut returned 5", "sut gone: answered what nobody had asked: \"1 returns=5\""}));
}

TEST(CaseTroubleTest, ABackgroundResultBeforeItsStartIsUnasked) {
  CaseStage stage;
  stage.Sut().On("recv", {"r returns=5", "% started"});
  EXPECT_THAT(stage.Conduct(CaseOf({Background(kSut, "recv", "r"), FinishCall{kSut, "r"}})),
              Contains("sut gone: answered what nobody had asked: \"r returns=5\""));
}

TEST(CaseTroubleTest, AHelloOfAnotherProtocolIsRefused) {
  CaseStage stage;
  stage.Sut().Greets({"hello closespec-peer protocol=2 stack=future-1"});
  EXPECT_THAT(stage.Conduct(CaseOf({})),
              ElementsAre("sut gone: speaks protocol 2, not 1", "peer ready",
                          "peer gone: exited with status 0 (expected)"));
}

TEST(CaseTroubleTest, SomethingElseThanHelloIsRefused) {
  CaseStage stage;
  stage.Peer().Greets({"Last login: yesterday"});
  EXPECT_THAT(stage.Conduct(CaseOf({})),
              Contains(StartsWith("peer gone: said nonsense: \"Last login: yesterday\"")));
  stage.Peer().Greets({"1 returns=0"});
  EXPECT_THAT(stage.Conduct(CaseOf({})),
              Contains("peer gone: said something else than hello first: \"1 returns=0\""));
}

TEST(CaseTroubleTest, APeerThatSaysNoHelloIsSilent) {
  CaseStage stage;
  stage.budgets.hello = milliseconds(1);
  stage.Peer().Greets({});
  const Lines story = stage.Conduct(CaseOf({Call(kSut, "send")}));
  EXPECT_THAT(story, Contains("peer gone: silent: no hello in time"));
  EXPECT_THAT(story, Not(Contains("step 0")));
}

TEST(CaseTroubleTest, APeerThatGoesSilentAfterItsHelloAnswersNoPing) {
  CaseStage stage;
  stage.budgets.event = stage.budgets.ping = stage.budgets.cleanup = stage.budgets.quit =
      milliseconds(1);
  for (const char* const action : {"send", "ping", "quit"}) stage.Sut().On(action, {});
  const Case silent = CaseOf({Call(kSut, "send")});
  EXPECT_THAT(stage.Conduct(silent), IsSupersetOf({"step 0 timed out", "sut pinged, silent",
                                                   "sut gone: killed by SIGKILL (expected)"}));
  // That a busy machine makes the harness late is another doubt, of another test.
  for (Entry& each : stage.conducted.journal.entries) {
    if (auto* ended = std::get_if<StepEnded>(&each.event)) ended->late = milliseconds(0);
  }
  EXPECT_EQ(Judge(silent, stage.conducted.journal).verdict, Verdict::kError);
}

TEST(CaseTroubleTest, ALaunchThatFailsIsTheHarnesssTrouble) {
  CaseStage stage;
  stage.Peer().Greets({"!missing"});
  const Case missing = CaseOf({Call(kSut, "send")});
  EXPECT_THAT(stage.Conduct(missing),
              ElementsAre("trouble: cannot start the peer peer: peer: ENOENT", "sut ready",
                          "sut gone: exited with status 0 (expected)"));
  EXPECT_EQ(Judge(missing, stage.conducted.journal).verdict, Verdict::kError);
}

TEST(CaseTroubleTest, APeerThatDiesWhileTheOtherIsAskedEndsTheCase) {
  CaseStage stage;
  stage.Sut().On("send", {"@peer !killed by SIGKILL", "% returns=5"});
  const Lines story = stage.Conduct(CaseOf({Call(kSut, "send"), Call(kSut, "close")}));
  EXPECT_THAT(story, IsSupersetOf({"sut returned 5", "peer gone: killed by SIGKILL"}));
  EXPECT_THAT(story, Not(Contains("step 1")));
}

TEST(CaseTroubleTest, ManyCasesInARowLeaveNothingBehindOnTheLoop) {
  CaseStage stage;
  stage.Sut().On("send", {"% returns=5", "% returns=5"});
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(stage.Conduct(CaseOf({Call(kSut, "send")})), Contains("sut returned 5"));
  }
}

}  // namespace
}  // namespace closespec
