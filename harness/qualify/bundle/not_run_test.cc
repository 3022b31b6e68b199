#include "harness/qualify/bundle/not_run.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

constexpr const char* kRefused = "the target cannot set fin_wait_2_timeout to 2000: ENOENT";

Case WithSetting() {
  Case run;
  run.settings = {{"fin_wait_2_timeout", "2000"}};
  return run;
}

Target ThatKnowsTheSetting() {
  Target target;
  target.settings["fin_wait_2_timeout"] = {.sysctl = "net.ipv4.tcp_fin_timeout"};
  return target;
}

TEST(NotRun, AReasonThatNothingShowsIsRefused) {
  const Target target;
  NotRun not_run(target);
  EXPECT_EQ(not_run.ProblemOf(Case(), "sut cannot send"),
            "did not run for a reason that nothing here shows: sut cannot send");
}

TEST(NotRun, TheTargetsOwnReasonIsMadeAgain) {
  const Target target;
  NotRun not_run(target);
  EXPECT_FALSE(not_run.ProblemOf(WithSetting(), "the target cannot set fin_wait_2_timeout"));
  EXPECT_TRUE(not_run.ProblemOf(WithSetting(), "no time"));
  EXPECT_EQ(not_run.OnTheRunsWord(), 0U);
}

TEST(NotRun, TheKernelsRefusalOfTheCasesOwnSettingIsBelievedAndCounted) {
  const Target target = ThatKnowsTheSetting();
  NotRun not_run(target);
  EXPECT_FALSE(not_run.ProblemOf(WithSetting(), kRefused));
  EXPECT_EQ(not_run.OnTheRunsWord(), 1U);
  EXPECT_TRUE(not_run.ProblemOf(Case(), kRefused));
  EXPECT_TRUE(not_run.ProblemOf(WithSetting(), std::string(kRefused) + " again"));
  EXPECT_TRUE(not_run.Contradictions().empty());
}

TEST(NotRun, ASettingThatWasMadeForAnotherCaseWasNotRefused) {
  const Target target = ThatKnowsTheSetting();
  NotRun not_run(target);
  EXPECT_FALSE(not_run.ProblemOf(WithSetting(), kRefused));
  not_run.AddConducted(WithSetting());
  EXPECT_EQ(not_run.Contradictions().size(), 1U);
}

}  // namespace
}  // namespace closespec
