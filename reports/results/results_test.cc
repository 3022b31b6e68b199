#include "reports/results/results.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

Run RunOf(std::initializer_list<Verdict> verdicts) {
  Run run;
  for (const Verdict each : verdicts) {
    CaseResult result;
    result.verdict = each;
    run.cases.push_back(result);
  }
  return run;
}

TEST(Verdict, EveryWordIsReadBack) {
  for (int each = 0; each <= static_cast<int>(Verdict::kUnsupported); ++each) {
    const auto verdict = static_cast<Verdict>(each);
    EXPECT_EQ(ParseVerdict(ToText(verdict)), verdict);
  }
  EXPECT_EQ(ParseVerdict("failed"), std::nullopt);
}

TEST(Blame, EveryWordIsReadBack) {
  for (int each = 0; each <= static_cast<int>(Blame::kUnattributed); ++each) {
    const auto blame = static_cast<Blame>(each);
    EXPECT_EQ(ParseBlame(ToText(blame)), blame);
  }
  EXPECT_EQ(ParseBlame(""), std::nullopt);
}

TEST(Worsen, NeverImprovesAndDoesNotCareForOrder) {
  for (int left = 0; left <= static_cast<int>(Verdict::kFail); ++left) {
    for (int right = 0; right <= static_cast<int>(Verdict::kFail); ++right) {
      const auto worse = Worsen(static_cast<Verdict>(left), static_cast<Verdict>(right));
      EXPECT_GE(worse, static_cast<Verdict>(left));
      EXPECT_EQ(worse, Worsen(static_cast<Verdict>(right), static_cast<Verdict>(left)));
    }
  }
}

TEST(Worsen, ProvedFailStaysWhateverBreaksLater) {
  EXPECT_EQ(Worsen(Verdict::kFail, Verdict::kError), Verdict::kFail);
  EXPECT_EQ(Worsen(Verdict::kFail, Verdict::kInconclusive), Verdict::kFail);
}

TEST(ExitCode, IsZeroForWhatIsAsExpected) {
  EXPECT_EQ(ExitCode(RunOf({})), 0);
  EXPECT_EQ(ExitCode(RunOf(
                {Verdict::kPass, Verdict::kPermitted, Verdict::kDeviates, Verdict::kUnsupported})),
            0);
}

TEST(ExitCode, IsOneForFailThatNothingCovers) {
  EXPECT_EQ(ExitCode(RunOf({Verdict::kPass, Verdict::kFail})), 1);
  EXPECT_EQ(ExitCode(RunOf({Verdict::kError, Verdict::kFail})), 1);
}

TEST(ExitCode, IsZeroForKnownFail) {
  auto run = RunOf({Verdict::kFail});
  run.cases.front().known = true;
  EXPECT_EQ(ExitCode(run), 0);
}

TEST(ExitCode, IsThreeWhenTheRunBroke) {
  EXPECT_EQ(ExitCode(RunOf({Verdict::kInconclusive})), 3);
  EXPECT_EQ(ExitCode(RunOf({Verdict::kError})), 3);
  auto run = RunOf({Verdict::kPass});
  run.interrupted = true;
  EXPECT_EQ(ExitCode(run), 3);
}

}  // namespace
}  // namespace closespec
