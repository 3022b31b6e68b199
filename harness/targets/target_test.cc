#include "harness/targets/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kToday = "2026-11-25";

CheckResult Broken(Verdict verdict, const std::string& signature) {
  CheckResult check;
  check.verdict = verdict;
  check.signature = signature;
  return check;
}

CaseResult ResultWith(std::vector<CheckResult> checks) {
  CaseResult result;
  result.id = "linger/a[family=ipv4]";
  result.scenario = "linger/a";
  result.checks = std::move(checks);
  for (const CheckResult& each : result.checks) {
    result.verdict = Worsen(result.verdict, each.verdict);
  }
  return result;
}

Target Knows(const std::string& signature, const std::string& expires = "") {
  Target target;
  target.deviations = {{.cases = "linger/*",
                        .signature = signature,
                        .why = "it always was so",
                        .evidence = "docs",
                        .expires = expires}};
  return target;
}

bool IsKnown(const Target& target, CaseResult result) {
  MarkKnown(target, kToday, result);
  return result.known;
}

TEST(PlanFor, PutsThePeerInAndFindsTheWrapperAsAShellDoes) {
  Target target;
  target.launch = {"sh", "-c", "exec \"$0\"", "{peer}"};
  const LaunchPlan plan = PlanFor(target, "/somewhere/closespec-peer");
  EXPECT_EQ(plan.command.back(), "/somewhere/closespec-peer");
  EXPECT_EQ(std::filesystem::path(plan.command.front()).filename(), "sh");
  EXPECT_TRUE(std::filesystem::path(plan.command.front()).is_absolute());
}

TEST(PlanFor, LeavesAPathAndWhatIsNowhereAsTheyAre) {
  Target target;
  target.launch = {"./no/such"};
  EXPECT_EQ(PlanFor(target, "peer").command.front(), "./no/such");
  target.launch = {"no-such-program"};
  EXPECT_EQ(PlanFor(target, "peer").command.front(), "no-such-program");
}

class LoadingTarget : public ::testing::Test {
 protected:
  LoadingTarget() {
    std::string name = (fs::temp_directory_path() / "target_test.XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~LoadingTarget() override { fs::remove_all(folder_); }

  std::string Write(const std::string& text) {
    std::ofstream(folder_ / "mine.json") << text;
    return (folder_ / "mine.json").string();
  }
  std::string TroubleWith(const std::string& name_or_file) {
    try {
      LoadTarget(name_or_file, folder_);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
};

TEST_F(LoadingTarget, TakesAFileOrAShippedName) {
  const std::string file = Write(R"({"name": "m", "launch": ["{peer}"], "follows": ["posix"]})");
  EXPECT_EQ(LoadTarget(file, "/nowhere").name, "m");
  EXPECT_EQ(LoadTarget("mine", folder_).name, "m");
}

TEST_F(LoadingTarget, FolderOfThatNameIsNotMeant) {
  Write(R"({"name": "m", "launch": ["{peer}"], "follows": ["posix"]})");
  const fs::path before = fs::current_path();
  fs::create_directories(folder_ / "work" / "mine");
  fs::current_path(folder_ / "work");
  EXPECT_EQ(LoadTarget("mine", folder_).name, "m");
  fs::current_path(before);
}

// What is not heeded is refused: nobody shall believe that it was.
TEST_F(LoadingTarget, SaysWhatItDoesNotKnow) {
  const std::string needs = Write(R"({"name": "m", "launch": ["p"], "follows": [], "needs": []})");
  EXPECT_THAT(TroubleWith(needs), HasSubstr("mine.json:1: /needs: a target has no key"));
  EXPECT_THAT(TroubleWith("nobody"), HasSubstr("\"nobody\""));
}

TEST(MarkKnown, CoversOneSignatureAndNoOther) {
  EXPECT_TRUE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kFail, "one")})));
  EXPECT_FALSE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kFail, "two")})));
  EXPECT_FALSE(IsKnown(Knows("one"), ResultWith({Broken(Verdict::kPass, "")})));
}

TEST(MarkKnown, OneFailThatNothingCoversIsEnough) {
  const CaseResult both =
      ResultWith({Broken(Verdict::kFail, "one"), Broken(Verdict::kFail, "two")});
  EXPECT_FALSE(IsKnown(Knows("one"), both));
}

TEST(MarkKnown, BesideAFailADeviationFromAShouldWeighsNothing) {
  const CaseResult both =
      ResultWith({Broken(Verdict::kFail, "one"), Broken(Verdict::kDeviates, "two")});
  EXPECT_TRUE(IsKnown(Knows("one"), both));
  EXPECT_FALSE(IsKnown(Knows("two"), both));
}

TEST(MarkKnown, LastsUntilItExpires) {
  const CaseResult result = ResultWith({Broken(Verdict::kFail, "one")});
  EXPECT_TRUE(IsKnown(Knows("one", "2026-11-25"), result));
  EXPECT_FALSE(IsKnown(Knows("one", "2026-11-24"), result));
}

}  // namespace
}  // namespace closespec
