#include "harness/schedule/canary.h"

#include <gmock/gmock.h>

namespace closespec {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Optional;

CaseResult ResultOf(Verdict verdict, const std::string& signature = "") {
  CaseResult result;
  result.id = "orderly_release/close";
  result.verdict = verdict;
  CheckResult check;
  check.signature = signature;
  result.checks = {check};
  result.records = {{"errno of a second close", "EBADF"}};
  return result;
}

TEST(CanaryTest, ThatComesOutAsTheFirstTimeIsTrusted) {
  Canary canary;
  EXPECT_EQ(canary.Distrust(ResultOf(Verdict::kPass)), std::nullopt);
  CaseResult slower = ResultOf(Verdict::kPass);
  slower.duration = std::chrono::seconds(2);
  EXPECT_EQ(canary.Distrust(slower), std::nullopt);
}

TEST(CanaryTest, ThatFailsOrIsUndecidedLaterIsNot) {
  Canary canary;
  (void)canary.Distrust(ResultOf(Verdict::kPass));
  EXPECT_THAT(canary.Distrust(ResultOf(Verdict::kFail, "sut.close#1: failed with EIO")),
              Optional(AllOf(HasSubstr("orderly_release/close no longer"),
                             HasSubstr("fail, sut.close#1: failed with EIO"))));
  CaseResult undecided = ResultOf(Verdict::kInconclusive);
  undecided.reason = "harness late";
  EXPECT_THAT(canary.Distrust(undecided), Optional(HasSubstr("inconclusive, harness late")));
  EXPECT_EQ(canary.Distrust(ResultOf(Verdict::kPass)), std::nullopt);
}

TEST(CanaryTest, ThatPassesAnotherWayIsNot) {
  Canary canary;
  (void)canary.Distrust(ResultOf(Verdict::kPass));
  EXPECT_THAT(canary.Distrust(ResultOf(Verdict::kPermitted)),
              Optional(HasSubstr("permitted where it was pass")));
  CaseResult other = ResultOf(Verdict::kPass);
  other.records[0].observed = "0";
  EXPECT_THAT(canary.Distrust(other),
              Optional(HasSubstr("errno of a second close: 0 where it was EBADF")));
}

TEST(CanaryTest, ThatAFreshStackDoesNotPassShowsNothing) {
  Canary canary;
  const std::string never = "did not pass on the fresh stack: fail, sut.close#1: blocked";
  EXPECT_THAT(canary.Distrust(ResultOf(Verdict::kFail, "sut.close#1: blocked")),
              Optional(HasSubstr(never)));
  EXPECT_THAT(canary.Distrust(ResultOf(Verdict::kPass)), Optional(HasSubstr(never)));
}

}  // namespace
}  // namespace closespec
