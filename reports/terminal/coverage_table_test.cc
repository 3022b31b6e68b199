#include "reports/terminal/coverage_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Requirement Clause(const std::string& id, Level level) {
  return {.id = id, .source = "RFC 9293", .section = "3.6", .level = level, .applies_to = "any"};
}

CaseResult Checked(const std::string& scenario, const std::string& clause, Verdict verdict) {
  CaseResult result;
  result.scenario = scenario;
  result.checks.push_back({.clause = clause, .verdict = verdict});
  return result;
}

class CoverageTable : public ::testing::Test {
 protected:
  CoverageTable() {
    hidden_.unobservable = "inside";
    late_.unchecked = "takes \"hours\"";
    coverage_ = {{&checked_, CoverageState::kChecked, {"a/x", "a/y"}, {"no_war"}},
                 {&hidden_, CoverageState::kUnobservable, {}, {}},
                 {&late_, CoverageState::kUnchecked, {}, {}},
                 {&open_, CoverageState::kOpen, {}, {}}};
  }

  Requirement checked_ = Clause("c1", Level::kMust);
  Requirement hidden_ = Clause("c2", Level::kShould);
  Requirement late_ = Clause("c3", Level::kMust);
  Requirement open_ = Clause("c4", Level::kMay);
  std::vector<ClauseCoverage> coverage_;
  ClauseVerdicts verdicts_;
};

TEST_F(CoverageTable, SharesLeaveOutWhatNobodyCanSee) {
  const std::string text = CoverageText(coverage_, verdicts_);
  EXPECT_THAT(text, HasSubstr("1 of 2 (50 %)")) << "demands";
  EXPECT_THAT(text, HasSubstr("1 of 4 (25 %)")) << "statements";
}

TEST_F(CoverageTable, EachClauseHasItsScenariosOrTheReason) {
  const std::string text = CoverageText(coverage_, verdicts_);
  EXPECT_THAT(text, HasSubstr("c1  MUST  checked\n    every case: no_war\n    a/x\n    a/y\n"));
  EXPECT_THAT(text, HasSubstr("c2  SHOULD  unobservable\n    inside\n"));
  EXPECT_THAT(text, HasSubstr("c4  MAY  open\n    no check and no reason\n"));
  EXPECT_THAT(text, HasSubstr("a/x  c1\n"));
}

TEST_F(CoverageTable, VerdictsAreTheWorstOfTheClausesChecks) {
  verdicts_.Add(Checked("a/x", "c1", Verdict::kFail));
  verdicts_.Add(Checked("a/x", "c1", Verdict::kPass));
  verdicts_.Add(Checked("a/y", "another", Verdict::kFail));
  const std::string text = CoverageText(coverage_, verdicts_);
  EXPECT_THAT(text, HasSubstr("    a/x (fail)\n    a/y\n"));
  EXPECT_THAT(text, HasSubstr("a/x  c1 (fail)\n"));
}

TEST_F(CoverageTable, VerdictsOfAClauseThatRestatesAreThoseOfItsOwnChecks) {
  checked_.restates = "another";
  verdicts_.Add(Checked("a/x", "another", Verdict::kFail));
  verdicts_.Add(Checked("a/x", "c1", Verdict::kPass));
  EXPECT_THAT(CoverageText(coverage_, verdicts_), HasSubstr("    a/x (pass)\n"));
}

TEST_F(CoverageTable, RecordsAreNoVerdicts) {
  CaseResult result = Checked("a/x", "c1", Verdict::kFail);
  result.checks.front().level = Level::kRecord;
  verdicts_.Add(result);
  EXPECT_THAT(CoverageText(coverage_, verdicts_), Not(HasSubstr("fail")));
}

TEST_F(CoverageTable, CsvQuotesWhatNeedsIt) {
  verdicts_.Add(Checked("a/x", "c1", Verdict::kPass));
  const std::string csv = CoverageCsv(coverage_, verdicts_);
  EXPECT_THAT(csv, HasSubstr("\"c1\",\"RFC 9293 3.6\",MUST,any,checked,\"a/x\",pass,\"\"\r\n"));
  EXPECT_THAT(csv, HasSubstr("\"c1\",\"RFC 9293 3.6\",MUST,any,checked,\"invariant.no_war\",,"));
  EXPECT_THAT(csv, HasSubstr("unchecked,\"\",,\"takes \"\"hours\"\"\"\r\n"));
}

}  // namespace
}  // namespace closespec
