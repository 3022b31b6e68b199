#include "reports/diff/case_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/diff/sample_facts.h"
#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CaseFactsOf, KeepsWhatBrokeAndWhatWasOpen) {
  CaseResult result = ResultOfCase("a/x[n=1]", Verdict::kFail, {"z", "b"});
  result.checks[0].known = "planned";
  result.checks.push_back({.expected = "RST or FIN",
                           .observed = "FIN",
                           .clause = "c1",
                           .verdict = Verdict::kPermitted});
  result.checks.push_back({.expected = "met", .observed = "met"});
  result.records = {{"second recv", "0"}, {"second recv", "ECONNRESET"}};
  const CaseFacts facts = CaseFactsOf(result);
  EXPECT_THAT(facts.broken, ElementsAre(BrokenCheck{"b", Verdict::kFail, false},
                                        BrokenCheck{"z", Verdict::kFail, true}));
  EXPECT_THAT(facts.alternatives, ElementsAre(Record{"permitted c1, RST or FIN", "FIN"},
                                              Record{"record second recv", "0"},
                                              Record{"record second recv #2", "ECONNRESET"}));
}

TEST(CaseFactsOf, WhatFailsWithoutAReasonFailsAllTheSame) {
  EXPECT_THAT(CaseFactsOf(ResultOfCase("a/x", Verdict::kFail)).broken,
              ElementsAre(BrokenCheck{"no check says what", Verdict::kFail, false}));
}

TEST(SortAndMerge, MakesOneOfRepetitions) {
  std::vector<CaseFacts> cases = {Passed("b"), Failed("a", {"s"}), Passed("a"),
                                  Failed("a", {"r", "s"})};
  SortAndMerge(cases);
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[0].id, "a");
  EXPECT_EQ(cases[0].verdict, Verdict::kFail);
  EXPECT_THAT(cases[0].broken, ElementsAre(BrokenCheck{"r"}, BrokenCheck{"s"}));
  EXPECT_EQ(TimesBroken(cases[0]), 2U);
  EXPECT_EQ(TimesJudged(cases[0]), 3U);
  EXPECT_EQ(VerdictOf(cases[0]), "fail (2 of 3)");
  EXPECT_EQ(VerdictOf(cases[1]), "pass");
  std::vector<CaseFacts> none;
  SortAndMerge(none);
  EXPECT_THAT(none, IsEmpty());
}

TEST(Merge, TakesReasonAndEvidenceOfTheWorst) {
  CaseFacts facts = NotJudged("a", Verdict::kUnsupported, "sut has no fork");
  CaseFacts fail = Failed("a", {"s"});
  fail.evidence = "evidence/a~repetition=2";
  Merge(facts, fail);
  EXPECT_EQ(facts.verdict, Verdict::kFail);
  EXPECT_EQ(facts.evidence, "evidence/a~repetition=2");
  Merge(facts, NotJudged("a", Verdict::kUnsupported, "sut has no fork"));
  EXPECT_EQ(facts.verdict, Verdict::kFail);
}

TEST(TimesJudged, LeavesOutWhatProvesNothing) {
  CaseFacts facts = Passed("a");
  Merge(facts, NotJudged("a", Verdict::kInconclusive, "harness late"));
  Merge(facts, NotJudged("a", Verdict::kError, "peer died"));
  Merge(facts, NotJudged("a", Verdict::kUnsupported, "sut has no fork"));
  EXPECT_EQ(TimesJudged(facts), 1U);
  EXPECT_EQ(TimesBroken(facts), 0U);
}

TEST(ReadRunFacts, SortsTheCasesOfAFile) {
  const TemporaryFile file;
  ASSERT_FALSE(WriteResults(file.Path(), SampleRun()));
  const RunFacts facts = ReadRunFacts(file.Path().parent_path());
  ASSERT_EQ(facts.cases.size(), 3U);
  EXPECT_EQ(facts.cases[0].id, "odd");
  EXPECT_EQ(facts.cases[0].reason, "needs fork");
  EXPECT_EQ(facts.cases[2].id, SampleFail().id);
  EXPECT_EQ(facts.head.finished, SampleRun().finished);
}

}  // namespace
}  // namespace closespec
