#include "reports/results/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/results/tally.h"
namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CaseResult BrokenCase(Verdict verdict) {
  CaseResult result;
  result.id = "unread_data/close[unread=1]";
  result.scenario = "unread_data/close";
  result.chapter = "unread_data";
  result.verdict = verdict;
  result.checks = {
      {.expected = "met", .observed = "met"},
      {.expected = "a lesser thing", .observed = "none", .verdict = Verdict::kDeviates},
      {.step = 1,
       .expected = "ECONNRESET",
       .observed = "returned 0",
       .clause = "posix-recv-p2",
       .verdict = verdict,
       .signature = "peer.recv#1: returned 0, expected ECONNRESET",
       .blame = Blame::kSut,
       .reason = "seen\nso"}};
  return result;
}

Suite SuiteOfOne() {
  Suite suite;
  suite.revision = "c0ffee";
  suite.requirements["posix-recv-p2"] = {.id = "posix-recv-p2",
                                         .source = "POSIX.1-2017",
                                         .section = "recv()",
                                         .text = "A connection was forcibly closed."};
  Case each;
  each.id = "unread_data/close[unread=1]";
  each.steps = {{.file = "suites/preambles/established.json", .line = 3},
                {.file = "suites/unread_data/close.json", .line = 12}};
  suite.scenarios = {
      {.id = "unread_data/close", .file = "suites/unread_data/close.json", .cases = {each}}};
  return suite;
}

Run RunOf(const std::string& revision, std::vector<std::string> command) {
  Run run;
  run.suite_revision = revision;
  run.command = std::move(command);
  return run;
}

TEST(AccountTest, OnlyAFailThatNobodyKnowsFails) {
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kFail)), CiStatus::kFailed);
  CaseResult known = BrokenCase(Verdict::kFail);
  known.known = true;
  EXPECT_EQ(CiStatusOf(known), CiStatus::kSkipped);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kDeviates)), CiStatus::kPassed);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kPermitted)), CiStatus::kPassed);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kPass)), CiStatus::kPassed);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kError)), CiStatus::kBroken);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kInconclusive)), CiStatus::kBroken);
  EXPECT_EQ(CiStatusOf(BrokenCase(Verdict::kUnsupported)), CiStatus::kSkipped);
}

TEST(AccountTest, TheHeadlineIsOfTheCheckThatMadeTheVerdict) {
  EXPECT_EQ(HeadlineOf(BrokenCase(Verdict::kFail)), "peer.recv#1: returned 0, expected ECONNRESET");
  CaseResult known = BrokenCase(Verdict::kFail);
  known.known = true;
  known.checks[2].known = "planned\nfor 7.2";
  EXPECT_EQ(HeadlineOf(known),
            "known: planned for 7.2: peer.recv#1: returned 0, expected ECONNRESET");
  CaseResult unsupported;
  unsupported.verdict = Verdict::kUnsupported;
  unsupported.reason = "needs fork\x1b";
  EXPECT_EQ(HeadlineOf(unsupported), "needs fork\uFFFD");
}

TEST(AccountTest, EachBrokenCheckIsTold) {
  const RecordedRun recorded(
      "results", RunOf("c0ffee", {"closespec", "run", "--target", "my stack.json", "x/*"}),
      SuiteOfOne());
  EXPECT_EQ(AccountOf(recorded, BrokenCase(Verdict::kFail)),
            "deviates: none, expected a lesser thing\n"
            "  expected  a lesser thing\n"
            "  observed  none\n"
            "  blame     nobody\n"
            "  step      suites/unread_data/close.json:1\n"
            "fail: peer.recv#1: returned 0, expected ECONNRESET\n"
            "  expected  ECONNRESET\n"
            "  observed  returned 0\n"
            "  clause    POSIX.1-2017 recv() (posix-recv-p2), binds as MUST: A connection was "
            "forcibly closed.\n"
            "  blame     sut\n"
            "  because   seen so\n"
            "  step      suites/unread_data/close.json:12\n"
            "  repeat    closespec run --target 'my stack.json' 'unread_data/close[unread=1]'\n");
}

TEST(AccountTest, TheSuiteThatWasNamedIsRepeated) {
  const auto command = [](const std::vector<std::string>& words) {
    return RunCommandOf(RunOf("c0ffee", words));
  };
  EXPECT_EQ(command({"closespec", "--suites", "my suite", "run", "x"}),
            "closespec --suites 'my suite' run");
  EXPECT_EQ(command({"closespec", "--suites=my suite", "run", "x"}),
            "closespec '--suites=my suite' run");
}

TEST(AccountTest, WhereTheSuiteHasChangedNoStepIsNamed) {
  const RecordedRun recorded("results", RunOf("other", {"closespec", "run"}), SuiteOfOne());
  const std::string account = AccountOf(recorded, BrokenCase(Verdict::kFail));
  EXPECT_THAT(account, HasSubstr("step      suites/unread_data/close.json:1\n"));
  EXPECT_THAT(account, Not(HasSubstr(":12")));
}

TEST(AccountTest, WhatTheSuiteLacksIsLeftOut) {
  const RecordedRun recorded("results", RunOf("c0ffee", {}), {});
  const std::string account = AccountOf(recorded, BrokenCase(Verdict::kFail));
  EXPECT_THAT(account, HasSubstr("clause    posix-recv-p2, binds as MUST\n"));
  EXPECT_THAT(account, Not(HasSubstr("step")));
}

TEST(AccountTest, TroublesBeginWithTheMostImportant) {
  closespec::Run run;
  for (const Verdict each : kAllVerdicts) run.cases.push_back(BrokenCase(each));
  run.cases.push_back(BrokenCase(Verdict::kFail));
  run.cases.back().id = "later";
  run.cases.insert(run.cases.begin(), BrokenCase(Verdict::kFail));
  run.cases.front().known = true;
  std::vector<std::string> order;
  for (const CaseResult* each : TroublesOf(run)) {
    order.push_back(std::string(ToText(each->verdict)) + (each->known ? " known" : "") +
                    (each->id == "later" ? " later" : ""));
  }
  EXPECT_THAT(order, ::testing::ElementsAre("fail", "fail later", "error", "inconclusive",
                                            "deviates", "fail known"));
}

TEST(AccountTest, APassHasNone) {
  const RecordedRun recorded("results", {}, {});
  CaseResult pass;
  pass.checks = {{.expected = "met", .observed = "met"}};
  EXPECT_EQ(AccountOf(recorded, pass), "");
  EXPECT_EQ(HeadlineOf(pass), "");
}

}  // namespace
}  // namespace closespec
