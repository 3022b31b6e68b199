#include "harness/judge/time_lost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using enum Actor;

// Two calls on a late harness, then a look at a state that the SUT has left.
JournalBuilder StateAfter(milliseconds late, seconds real_time, const std::string& state) {
  JournalBuilder story;
  story.judged.real_time = real_time;
  story.Late(late).Call(kSut, "shutdown", Returned(0));
  story.Late(late).Call(kPeer, "shutdown", Returned(0));
  story.StateStep(kSut, Expect(Field("state", "TIME_WAIT")), state);
  story.Epilogue();
  return story;
}

TEST(TimeLost, AStateThatIsOverProvesNothingOnALateHarness) {
  const CaseResult result = StateAfter(milliseconds(801), seconds(70), "CLOSED").Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_THAT(result.reason, HasSubstr("harness late by 1602 ms until then"));
}

TEST(TimeLost, AFiftiethOfTheWaitsCanBeSpared) {
  EXPECT_THAT(StateAfter(milliseconds(800), seconds(70), "CLOSED").Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(TimeLost, TenSecondsWhereNoTimerIsWaitedFor) {
  EXPECT_THAT(StateAfter(milliseconds(5000), seconds(0), "CLOSED").Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(StateAfter(milliseconds(5001), seconds(0), "CLOSED").Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(TimeLost, WhatIsMetStaysMet) {
  EXPECT_THAT(StateAfter(milliseconds(60000), seconds(70), "TIME_WAIT").Judge(),
              HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(TimeLost, ASilenceThatWasWaitedForAgainCounts) {
  JournalBuilder story;
  story.judged.real_time = seconds(70);
  story.SilenceStep();
  story.journal.entries.back().at += milliseconds(1601);
  story.StateStep(kSut, Expect(Field("state", "TIME_WAIT")), "CLOSED").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(TimeLost, WhatTheWirePeerSentLateCounts) {
  JournalBuilder story;
  story.judged.real_time = seconds(4);
  story.Call(kPeer, "segments", Returned(0));
  story.journal.entries.back().at += milliseconds(281);
  story.StateStep(kSut, Expect(Field("state", "TIME_WAIT")), "CLOSED").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(TimeLost, WhatTheWirePeerWasToHoldBackDoesNotCount) {
  const auto sent_after = [](milliseconds time) {
    JournalBuilder story;
    story.judged.real_time = seconds(4);
    story.Call(kPeer, "segments", Returned(0), {{"1", "flags:ACK,delay:200"}});
    story.journal.entries.back().at += time;
    story.StateStep(kSut, Expect(Field("state", "TIME_WAIT")), "CLOSED").Epilogue();
    return story.Judge();
  };
  EXPECT_THAT(sent_after(milliseconds(470)), HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(sent_after(milliseconds(481)), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(TimeLost, WhatCameBeforeItWasLostIsProved) {
  JournalBuilder story;
  story.judged.real_time = seconds(70);
  story.StateStep(kSut, Expect(Field("state", "TIME_WAIT")), "CLOSED");
  story.Late(seconds(60)).Call(kSut, "close", Returned(0)).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Silent, APeerThatMayHaveSpokenToALateHarnessIsNotCalledBroken) {
  JournalBuilder story;
  story.Add(PeerGone{.actor = kPeer,
                     .how = "silent: no hello in time",
                     .budget = seconds(15),
                     .late = milliseconds(1501)});
  const CaseResult late = story.Judge();
  EXPECT_THAT(late, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_THAT(late.reason, HasSubstr("no hello in time; whose fault that is nobody can tell; "
                                     "harness late by 1501 ms"));
}

TEST(Silent, APeerThatWasSilentToAHarnessInTimeIsBroken) {
  JournalBuilder story;
  story.Add(PeerGone{.actor = kPeer,
                     .how = "silent: no hello in time",
                     .budget = seconds(15),
                     .late = milliseconds(1500)});
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kError, Blame::kHarness));
}

}  // namespace
}  // namespace closespec
