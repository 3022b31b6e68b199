#include "harness/judge/timing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using enum Actor;

JournalBuilder CloseAfter(milliseconds time, milliseconds late) {
  JournalBuilder story;
  story.Call(kSut, "shutdown", Returned(0), {{"how", "read"}}).Label("start");
  story.Wait(time).Late(late);
  story.Check(kSut, "close", Expect(Number(0)), Returned(0)).Within(100, 200, "start");
  story.Epilogue();
  return story;
}

TEST(JudgeTiming, PassesInsideTheRange) {
  EXPECT_THAT(CloseAfter(milliseconds(150), milliseconds(0)).Judge(),
              HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(JudgeTiming, FailsOutsideTheRange) {
  const CaseResult early = CloseAfter(milliseconds(50), milliseconds(0)).Judge();
  EXPECT_THAT(early, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(early, HasSignature("sut.close#1: too early, expected within 100 to 200 ms"));
  const CaseResult late = CloseAfter(milliseconds(250), milliseconds(0)).Judge();
  EXPECT_THAT(late, HasSignature("sut.close#1: too late, expected within 100 to 200 ms"));
}

TEST(JudgeTiming, IsNotJudgedOfACallThatThePeerCannotMake) {
  JournalBuilder story;
  story.Call(kSut, "shutdown", Returned(0), {{"how", "read"}}).Label("start");
  story.Check(kSut, "close", Expect(Number(0)), Outcome{.unsupported = "no such call"});
  story.Within(100, 200, "start").Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(JudgeTiming, IsInconclusiveWhenTheHarnessWasLateItself) {
  EXPECT_THAT(CloseAfter(milliseconds(250), milliseconds(10)).Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(CloseAfter(milliseconds(250), milliseconds(11)).Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_THAT(CloseAfter(milliseconds(150), milliseconds(11)).Judge(),
              HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(JudgeTiming, WhatALateHarnessBroughtNearerIsNotTooEarly) {
  EXPECT_THAT(CloseAfter(milliseconds(93), milliseconds(5)).Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(CloseAfter(milliseconds(93), milliseconds(8)).Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

// The harness learns of both segments at the same moment.
CaseResult TwoFins(milliseconds apart, milliseconds late) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").SutSendsStep({Pattern("FIN", "SND.NXT")}).Label("first").Late(late);
  story.SutSends("FIN|ACK", {.seq = -1});
  std::get<SegmentSeen>(story.journal.entries.back().event).segment.captured_at += apart;
  story.SutSendsStep({Pattern("FIN", "SND.NXT-1")}).Within(100, 200, "first").Epilogue();
  return story.Judge();
}

TEST(JudgeTiming, BetweenTwoSegmentsTheCaptureCounts) {
  EXPECT_THAT(TwoFins(milliseconds(150), milliseconds(500)),
              HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_THAT(TwoFins(milliseconds(50), milliseconds(500)),
              HasSignature("wire.sut_sends#2: too early, expected within 100 to 200 ms"));
  EXPECT_THAT(TwoFins(milliseconds(50), milliseconds(500)),
              HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(TwoFins(milliseconds(250), milliseconds(0)),
              HasSignature("wire.sut_sends#2: too late, expected within 100 to 200 ms"));
  EXPECT_THAT(TwoFins(milliseconds(250), milliseconds(500)),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(JudgeTiming, ALateLookDoesNotMakeALeastTime) {
  EXPECT_THAT(CloseAfter(milliseconds(105), milliseconds(5)).Judge(),
              HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_THAT(CloseAfter(milliseconds(105), milliseconds(6)).Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

// The FIN comes again after 700 ms, of 600 at least; the peer has answered what came before it so
// late, of which the scenario wanted so much.
CaseResult FinAgainBehindAnswer(milliseconds answered, const std::string& wanted) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  story.Call(kPeer, "segments", Returned(1), {{"1", "flags:ACK" + wanted}});
  story.PeerSends("ACK", {.after = answered});
  story.SutSends("FIN|ACK").SutSendsStep({Pattern("FIN", "SND.NXT")}).Label("first");
  story.SutSends("FIN|ACK", {.seq = -1, .after = milliseconds(700)});
  story.SutSendsStep({Pattern("FIN", "SND.NXT-1")}).Within(600, 2000, "first").Epilogue();
  return story.Judge();
}

TEST(JudgeTiming, ASlowPathDoesNotMakeALeastTime) {
  EXPECT_THAT(FinAgainBehindAnswer(milliseconds(100), ""),
              HasVerdict(Verdict::kPass, Blame::kNobody));
  const CaseResult late = FinAgainBehindAnswer(milliseconds(101), "");
  EXPECT_THAT(late, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_THAT(late.reason, HasSubstr("the peer's answer was late by 101 ms"));
  EXPECT_THAT(FinAgainBehindAnswer(milliseconds(300), ",delay:200"),
              HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_THAT(FinAgainBehindAnswer(milliseconds(301), ",delay:200"),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(JudgeTiming, IsInconclusiveWhenAStepBetweenWasLate) {
  JournalBuilder story;
  story.Call(kSut, "shutdown", Returned(0), {{"how", "read"}}).Label("start");
  story.Late(milliseconds(400)).Call(kPeer, "shutdown", Returned(0), {{"how", "read"}});
  story.Wait(milliseconds(500)).Late(milliseconds(0));
  story.Check(kSut, "close", Expect(Number(0)), Returned(0)).Within(100, 200, "start");
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(JudgeTiming, CountsFromItsOwnBeginningWithoutAfter) {
  JournalBuilder story;
  story.Call(kPeer, "shutdown", Returned(0), {{"how", "read"}}).Wait(milliseconds(500));
  story.Check(kSut, "close", Expect(Number(0)), Returned(0)).Within(0, 100);
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(JudgeTiming, TimeOfTheOtherPeerProvesNothingAboutTheSut) {
  JournalBuilder story;
  story.Check(kPeer, "close", Expect(Number(0)), Returned(0)).Within(500, 600);
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

}  // namespace
}  // namespace closespec
