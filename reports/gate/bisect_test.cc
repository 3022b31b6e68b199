#include "reports/gate/bisect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/diff/sample_facts.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

Bisected Answer(std::vector<CaseFacts> cases, const std::string& signature = "") {
  return Bisect(RunOfCases(std::move(cases)), signature).answer;
}

TEST(Bisect, GoodIsWhatBreaksNoMust) {
  EXPECT_EQ(Answer({Passed("a/x"), Permitted("a/y", "FIN"), Deviated("a/z", {"s"})}),
            Bisected::kGood);
  CaseResult known = ResultOfCase("a/x", Verdict::kFail, {"s"});
  known.checks[0].known = "planned";
  EXPECT_EQ(Answer({CaseFactsOf(known)}), Bisected::kGood);
}

TEST(Bisect, BadIsAnyFailure) {
  EXPECT_EQ(Answer({Passed("a/x"), Failed("a/y", {"s"})}), Bisected::kBad);
  EXPECT_EQ(Answer({NotJudged("a/x", Verdict::kError, "peer died"), Failed("a/y", {"s"})}),
            Bisected::kBad);
  const BisectAnswer once =
      Bisect(RunOfCases({Repeated(Passed("a/x"), 9, Failed("a/x", {"s"}))}), "");
  EXPECT_EQ(once.answer, Bisected::kBad);
  EXPECT_EQ(once.why, "a/x: s, in 1 of 10");
}

TEST(Bisect, ASignatureIsLookedForAlone) {
  EXPECT_EQ(Answer({Failed("a/x", {"s", "t"})}, "s"), Bisected::kBad);
  EXPECT_EQ(Answer({Deviated("a/x", {"s"})}, "s"), Bisected::kBad);
  EXPECT_EQ(Answer({Passed("a/x")}, "s"), Bisected::kGood);
  // What fails before the place cannot show what would be there.
  EXPECT_EQ(Answer({Failed("a/x", {"t"})}, "s"), Bisected::kCannotTell);
}

TEST(Bisect, WhatWasNotJudgedLeavesItOpen) {
  for (const Verdict each : {Verdict::kUnsupported, Verdict::kInconclusive, Verdict::kError}) {
    const BisectAnswer answer =
        Bisect(RunOfCases({Passed("a/x"), NotJudged("a/y", each, "the reason")}), "");
    EXPECT_EQ(answer.answer, Bisected::kCannotTell);
    EXPECT_THAT(answer.why, HasSubstr("the reason"));
  }
  CaseFacts half = Passed("a/x");
  Merge(half, NotJudged("a/x", Verdict::kInconclusive, "harness late"));
  EXPECT_EQ(Answer({half}), Bisected::kCannotTell);
}

TEST(Bisect, ARunThatIsNotWholeLeavesItOpen) {
  EXPECT_EQ(Answer({}), Bisected::kCannotTell);
  RunFacts run = RunOfCases({Passed("a/x")});
  run.head.interrupted = true;
  EXPECT_EQ(Bisect(run, "").answer, Bisected::kCannotTell);
  run = RunOfCases({Failed("a/x", {"s"})});
  run.head.finished = "";
  EXPECT_EQ(Bisect(run, "").answer, Bisected::kBad);
}

}  // namespace
}  // namespace closespec
