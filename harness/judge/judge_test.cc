#include "harness/judge/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using enum Actor;

// The SUT's application reads the end of the stream after the peer's FIN.
JournalBuilder& EndOfPeer(JournalBuilder& story) {
  return story.Call(kPeer, "shutdown", Returned(0), {{"how", "write"}})
      .PeerSends("FIN|ACK")
      .SutSends("ACK");
}

const CheckResult& CheckOfStep(const CaseResult& result, std::size_t step) {
  for (const CheckResult& each : result.checks) {
    if (each.step == step) return each;
  }
  ADD_FAILURE() << "no check of step " << step;
  return result.checks.front();
}

TEST(Judge, PassesWhatTheClauseDemands) {
  JournalBuilder story;
  EndOfPeer(story).Check(kSut, "recv", Expect(Number(0)), Returned(0)).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_THAT(result, HasNoSignature());
  EXPECT_EQ(result.id, story.judged.id);
  EXPECT_EQ(result.chapter, "chapter");
  EXPECT_EQ(CheckOfStep(result, 3).observed, "returned 0");
}

TEST(Judge, FailsTheSutOnBrokenMust) {
  JournalBuilder story;
  EndOfPeer(story).Check(kSut, "recv", Expect(Number(0)), Failed("ECONNRESET")).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("sut.recv#1: failed with ECONNRESET, expected 0"));
  EXPECT_THAT(result.reason, testing::IsEmpty());
}

TEST(Judge, DeviatesOnBrokenShould) {
  JournalBuilder story;
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF")).Clause("may-do", Level::kShould);
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kDeviates, Blame::kSut));
}

// A stack that answers a SYN in its window as RFC 793 had it.
TEST(Judge, AResetThatOnlyAShouldForbidsLeavesNothingToDemand) {
  const auto resets = [](Level level) {
    JournalBuilder story;
    story.SutSends("RST");
    story.SutSendsStep({Pattern("ACK", "SND.NXT")}).Clause("challenge", level);
    story.StateStep(kSut, Expect(Field("state", "ESTABLISHED")), "CLOSED");
    return story.Epilogue().Judge();
  };
  const CaseResult old = resets(Level::kShould);
  EXPECT_THAT(old, HasVerdict(Verdict::kDeviates, Blame::kSut));
  EXPECT_THAT(old, HasSignature("wire.sut_sends#1: RST seq=SND.NXT, expected ACK, seq=SND.NXT"));
  EXPECT_EQ(CheckOfStep(old, 3).observed, "not judged");
  EXPECT_EQ(CheckOfStep(resets(Level::kMust), 3).observed, "CLOSED");
}

TEST(Judge, AfterAResetThatIsWantedInAnotherFormTheRestIsJudged) {
  JournalBuilder story;
  story.SutSends("RST");
  story.SutSendsStep({Pattern("RST", "SND.NXT+5")}).Clause("shows-loss", Level::kShould);
  story.StateStep(kSut, Expect(Field("state", "ESTABLISHED")), "CLOSED");
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Judge, OnlyRecordsWhatDoesNotBind) {
  for (const Level level : {Level::kMay, Level::kRecord}) {
    JournalBuilder story;
    story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF")).Clause("other", level);
    const CaseResult result = story.Epilogue().Judge();
    EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
    ASSERT_EQ(result.records.size(), 1u);
    EXPECT_EQ(result.records[0].what, "sut.close#1 (other)");
    EXPECT_EQ(result.records[0].observed, "failed with EBADF");
  }
}

TEST(Judge, PermitsAlternativeAndSaysWhichOne) {
  JournalBuilder story;
  story.Check(kSut, "send", ExpectAny({Error("EPIPE"), Number(5)}), Returned(5), {{"bytes", "5"}});
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPermitted, Blame::kNobody));
  EXPECT_EQ(CheckOfStep(result, 2).observed, "returned 5");
}

TEST(Judge, FailsAlteredOctetsWhateverWasReturned) {
  JournalBuilder story;
  Outcome altered = Returned(5);
  altered.intact = false;
  story.Call(kPeer, "send", Returned(5), {{"bytes", "5"}}).PeerSends("ACK", {.octets = 5});
  story.Check(kSut, "recv", Expect(Number(5)), altered).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Judge, TakesRecordsAndJudgesNothingByThem) {
  JournalBuilder story;
  story.Record("second close", kSut, "close", Failed("EBADF")).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_THAT(result.records, testing::ElementsAre(Record{"second close", "failed with EBADF"}));
}

TEST(Judge, BlockedCallIsJudgedWhenThePeerAnswers) {
  JournalBuilder story;
  EndOfPeer(story).Check(kSut, "recv", Expect(Number(0)), Blocked()).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("sut.recv#1: blocked, expected 0"));
}

TEST(Judge, CallThatReturnsBeforeThePingDoesWasNotBlocked) {
  JournalBuilder story;
  EndOfPeer(story).Check(kSut, "recv", Expect(Number(0)), Blocked());
  const std::size_t step = story.judged.steps.size() - 1;
  story.journal.entries.push_back(
      {story.journal.entries.back().at, CallEnded{step, 0, kSut, Returned(0)}});
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kNobody));
  EXPECT_EQ(result.reason, "the call returned as soon as its time was over");
}

TEST(Judge, UnansweredPingIsAnError) {
  JournalBuilder story;
  story.Ping(false, milliseconds(0)).Check(kSut, "recv", Expect(Number(0)), Blocked());
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF")).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kError, Blame::kHarness));
  EXPECT_THAT(result.reason, testing::HasSubstr("peer sut: did not answer"));
  EXPECT_THAT(result, HasNoSignature());
}

TEST(Judge, SlowPingIsInconclusive) {
  JournalBuilder story;
  story.Ping(true, milliseconds(101)).Check(kSut, "recv", Expect(Number(0)), Blocked());
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(Judge, NobodyAskedIsInconclusive) {
  JournalBuilder story;
  story.NoPing().Check(kSut, "recv", Expect(Number(0)), Blocked());
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(Judge, LateHarnessIsInconclusive) {
  JournalBuilder story;
  story.Late(milliseconds(812)).Check(kSut, "recv", Expect(Number(0)), Blocked());
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_EQ(result.reason, "harness late by 812 ms");
  EXPECT_EQ(result.lateness, milliseconds(812));
}

TEST(Judge, FailedPreparationIsInconclusiveAndNamed) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(3), {{"bytes", "5"}});
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF")).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  EXPECT_EQ(result.reason, "sut.send#1 did not succeed: returned 3");
  EXPECT_EQ(CheckOfStep(result, 3).observed, "not judged");
  EXPECT_THAT(result, HasNoSignature());
}

TEST(Judge, KnowsWhatPreparationMustAchieve) {
  const auto verdict_after = [](const std::string& action, const Outcome& outcome) {
    JournalBuilder story;
    story.Call(kPeer, "send", Returned(5), {{"bytes", "5"}}).PeerSends("ACK", {.octets = 5});
    story.Call(kSut, action, outcome, {{"bytes", "5"}});
    return story.Epilogue().Judge().verdict;
  };
  EXPECT_EQ(verdict_after("recv", Returned(1)), Verdict::kPass);
  EXPECT_EQ(verdict_after("recv", Returned(0)), Verdict::kInconclusive);
  EXPECT_EQ(verdict_after("recv", Failed("EAGAIN")), Verdict::kInconclusive);
  EXPECT_EQ(verdict_after("send", Returned(5)), Verdict::kPass);
  EXPECT_EQ(verdict_after("send_all", Told("bytes", "5")), Verdict::kPass);
  EXPECT_EQ(verdict_after("send_all", Told("bytes", "4")), Verdict::kInconclusive);
  EXPECT_EQ(verdict_after("getsockopt", Told("value", "0")), Verdict::kPass);
  EXPECT_EQ(verdict_after("shutdown", Failed("ENOTCONN")), Verdict::kInconclusive);
  EXPECT_EQ(verdict_after("wait_readable", Blocked()), Verdict::kInconclusive);
}

TEST(Judge, ProvedFailStaysWhenPreparationFailsLater) {
  JournalBuilder story;
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF"));
  story.Call(kPeer, "recv", Returned(0)).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Judge, ProvedFailStaysWhenThePeerDiesLater) {
  JournalBuilder story;
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF"));
  story.Add(PeerGone{kSut, "killed by SIGSEGV", false}).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Judge, DeadPeerIsAnErrorBeforeAnythingIsProved) {
  JournalBuilder story;
  story.Add(PeerGone{kSut, "killed by SIGSEGV", false});
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF")).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kError, Blame::kHarness));
  EXPECT_EQ(result.reason, "peer sut: killed by SIGSEGV; whose fault that is nobody can tell");
  EXPECT_THAT(result, HasNoSignature());
}

TEST(Judge, ExpectedEndOfPeerIsNoTrouble) {
  JournalBuilder story;
  story.Call(kSut, "exit", Blocked()).journal.entries.pop_back();
  story.Add(StepEnded{2, 0, false, milliseconds(1000), milliseconds(0)});
  story.Add(PeerGone{kSut, "exited with status 0", true}).SutSends("FIN|ACK");
  story.SutSendsStep({Pattern("FIN")}).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(Judge, HarnessTroubleIsAnError) {
  JournalBuilder story;
  story.Add(HarnessTrouble{"open(/dev/net/tun): EACCES"});
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kError, Blame::kHarness));
  EXPECT_EQ(result.reason, "open(/dev/net/tun): EACCES");
}

TEST(Judge, WhatFollowsAStepThatTimedOutIsInconclusive) {
  JournalBuilder story;
  story.Record("recv after close", kSut, "recv", Blocked());
  const std::size_t conducted = story.journal.entries.size();
  story.Check(kSut, "close", Expect(Number(0)), Failed("EBADF"));
  story.journal.entries.resize(conducted);
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  EXPECT_EQ(result.reason, "sut.recv#1 did not end in time");
}

TEST(Judge, ProvedFailStaysWhenTheScenarioStopsThere) {
  JournalBuilder story;
  story.Check(kSut, "recv", Expect(Number(0)), Blocked());
  const std::size_t conducted = story.journal.entries.size();
  story.Check(kSut, "close", Expect(Number(0)), Returned(0));
  story.journal.entries.resize(conducted);
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Judge, StepThatWasNotConductedIsAnError) {
  JournalBuilder story;
  story.Check(kSut, "close", Expect(Number(0)), Returned(0));
  story.journal.entries.clear();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kError, Blame::kHarness));
}

TEST(Judge, BackgroundCallIsJudgedByWhatItReturned) {
  JournalBuilder story;
  story.Background(kSut, "recv", "r").StillBlocked(kSut, "r");
  EndOfPeer(story).BackgroundReturns("r", Returned(0)).Finish(kSut, "r", Expect(Number(0)));
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(Judge, BackgroundCallThatReturnedTooEarlyIsBroken) {
  JournalBuilder story;
  story.Background(kSut, "recv", "r").BackgroundReturns("r", Returned(0));
  story.StillBlocked(kSut, "r").Finish(kSut, "r", Expect(Number(0))).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("sut.recv#1: returned 0, expected to be blocked"));
}

TEST(Judge, BackgroundCallThatThePeerCannotMakeBreaksNothing) {
  JournalBuilder story;
  story.Background(kSut, "recv", "r");
  story.BackgroundReturns("r", Outcome{.unsupported = "no such flag"});
  story.StillBlocked(kSut, "r").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kNobody));
}

// A harness that does not come to run for seconds finds a call back that had every right to end.
TEST(Judge, CallThatBlockedLongEnoughBeforeItWasLookedAtProvesNothing) {
  JournalBuilder story;
  story.Background(kSut, "close", "r").Wait(milliseconds(2000)).BackgroundReturns("r", Returned(0));
  story.StillBlocked(kSut, "r").Finish(kSut, "r", Expect(Number(0))).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(Judge, FinishOfBlockedCallIsBroken) {
  JournalBuilder story;
  story.Background(kSut, "recv", "r").Finish(kSut, "r", Expect(Number(0)));
  story.journal.entries.pop_back();
  story.Add(PeerPinged{kSut, true, milliseconds(1)});
  story.Add(StepEnded{3, 0, true, milliseconds(1000), milliseconds(0)}).Epilogue();
  EXPECT_THAT(story.Judge(), HasSignature("sut.recv#1: blocked, expected 0"));
}

TEST(Judge, StateIsJudgedWhereSomebodyCanTell) {
  JournalBuilder story;
  story.StateStep(kSut, Expect(Field("state", "FIN_WAIT_2")), "ESTABLISHED").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder if_able;
  if_able.StateStep(kSut, Expect(Field("state", "FIN_WAIT_2")), "", true).Epilogue();
  EXPECT_THAT(if_able.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
  JournalBuilder untold;
  untold.StateStep(kSut, Expect(Field("state", "FIN_WAIT_2")), "").Epilogue();
  EXPECT_THAT(untold.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kNobody));
}

TEST(Judge, WaitForStateThatNeverCameIsInconclusive) {
  JournalBuilder story;
  story.WaitStateStep(kSut, "FIN_WAIT_2", false).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

}  // namespace
}  // namespace closespec
