#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"
#include "harness/schedule/schedule.h"

namespace closespec {
namespace {

using enum Actor;

Conducted Unsupported(const JournalBuilder& story) {
  return {.journal = story.journal,
          .unsupported = "sut cannot setsockopt: no such option",
          .lacking = "linger"};
}

TEST(ResultOf, SaysWhatIsLacking) {
  JournalBuilder story;
  story.Call(kSut, "close", Returned(0)).Epilogue();
  const CaseResult result = ResultOf(story.judged, Unsupported(story));
  EXPECT_THAT(result, HasVerdict(Verdict::kUnsupported, Blame::kNobody));
  EXPECT_EQ(result.reason, "sut cannot setsockopt: no such option");
  EXPECT_TRUE(result.checks.empty());
}

TEST(ResultOf, WhatTheTargetDeclaresIsAFailureIfItIsLacking) {
  JournalBuilder story;
  story.Call(kSut, "close", Returned(0)).Epilogue();
  const Conducted conducted = Unsupported(story);
  EXPECT_THAT(ResultOf(story.judged, conducted, {"fork"}),
              HasVerdict(Verdict::kUnsupported, Blame::kNobody));
  const CaseResult result = ResultOf(story.judged, conducted, {"fork", "linger"});
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result,
              HasSignature("target.declares linger: sut cannot setsockopt: no such option"));
  EXPECT_TRUE(IsOfDeclaration(result.checks.front()));
  EXPECT_EQ(ExitCode(result), 1);

  Conducted nameless = conducted;
  nameless.lacking.clear();
  EXPECT_THAT(ResultOf(story.judged, nameless, {"linger"}),
              HasVerdict(Verdict::kUnsupported, Blame::kNobody));
}

TEST(ResultOf, KeepsWhatWasProvedBefore) {
  JournalBuilder story;
  story.Check(kSut, "recv", Expect(Number(0)), Failed("EIO")).Epilogue();
  EXPECT_THAT(ResultOf(story.judged, Unsupported(story)), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(MayImprove, NotWhereTheWireIsAskedForAndNotCaptured) {
  JournalBuilder calls;
  calls.Call(kSut, "close", Returned(0));
  JournalBuilder wire;
  wire.SutSendsStep({Pattern("FIN")}, false);
  EXPECT_TRUE(MayImprove(calls.judged, calls.journal));
  EXPECT_TRUE(MayImprove(wire.judged, wire.journal));
  calls.journal.capture = false;
  wire.journal.capture = false;
  EXPECT_TRUE(MayImprove(calls.judged, calls.journal));
  EXPECT_FALSE(MayImprove(wire.judged, wire.journal));
}

}  // namespace
}  // namespace closespec
