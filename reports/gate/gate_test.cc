#include "reports/gate/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/diff/sample_facts.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kToday = "2026-11-25";
constexpr const char* kId = "a/x[family=ipv4]";

Expectations Expecting(const std::string& signature, const std::string& expires = "2027-06-30") {
  return Expectations(
      {{{"a/x", signature, "planned", "docs", "tcp team", expires}, "expectations.json:3"}});
}

// One case beside the baseline's, or beside what is expected.
struct Judged {
  GateClass what;
  bool is_red;
  std::string reasons;
};

Judged In(const GatePolicy& policy, const CaseFacts* before, const CaseFacts* now) {
  const GateOutcome outcome = JudgeCase(policy, {before, now});
  std::string reasons;
  for (const std::string& each : outcome.reasons) reasons += each + "\n";
  return {outcome.what, outcome.is_red, reasons};
}

Judged Beside(const CaseFacts& before, const CaseFacts& now) {
  const Expectations none;
  return In({true, none, kToday, {}}, &before, &now);
}

Judged Expected(const Expectations& expectations, const CaseFacts& now) {
  return In({false, expectations, kToday, {}}, nullptr, &now);
}

void ExpectRed(const Judged& judged, GateClass what, const std::string& says) {
  EXPECT_EQ(ToText(judged.what), ToText(what));
  EXPECT_TRUE(judged.is_red);
  EXPECT_THAT(judged.reasons, HasSubstr(says));
}

void ExpectNotRed(const Judged& judged, GateClass what) {
  EXPECT_EQ(ToText(judged.what), ToText(what));
  EXPECT_FALSE(judged.is_red) << judged.reasons;
}

CaseFacts FailedSoOften(int failed, int passed) {
  return Repeated(Failed(kId, {"s"}), failed - 1,
                  Repeated(Passed(kId), passed, Failed(kId, {"s"})));
}

TEST(GateBesideBaseline, WhatIsAsBeforeIsNotRed) {
  ExpectNotRed(Beside(Passed(kId), Passed(kId)), GateClass::kAsBefore);
  ExpectNotRed(Beside(Passed(kId), Permitted(kId, "FIN")), GateClass::kAsBefore);
  ExpectNotRed(Beside(Failed(kId, {"s"}), Failed(kId, {"s"})), GateClass::kExpected);
  ExpectNotRed(Beside(Failed(kId, {"s", "t"}), Failed(kId, {"s"})), GateClass::kExpected);
  ExpectNotRed(Beside(Deviated(kId, {"s"}), Deviated(kId, {"s"})), GateClass::kExpected);
  const CaseFacts unable = NotJudged(kId, Verdict::kUnsupported, "sut has no fork");
  ExpectNotRed(Beside(unable, unable), GateClass::kAsBefore);
}

TEST(GateBesideBaseline, ARegressionNamesItsSignature) {
  ExpectRed(Beside(Passed(kId), Failed(kId, {"s"})), GateClass::kRegression,
            "was pass, is fail\nbreaks a MUST: s\n");
  ExpectRed(Beside(Passed(kId), Deviated(kId, {"s"})), GateClass::kRegression,
            "misses a SHOULD: s");
}

TEST(GateBesideBaseline, AnotherSignatureIsAChangedFailure) {
  const Judged judged = Beside(Failed(kId, {"s"}), Failed(kId, {"s", "t"}));
  ExpectRed(judged, GateClass::kChangedFailure, "breaks a MUST: t");
  EXPECT_THAT(judged.reasons, Not(HasSubstr("MUST: s")));
}

TEST(GateBesideBaseline, AKnownDeviationOfTheTargetIsExpected) {
  CaseResult known = ResultOfCase(kId, Verdict::kFail, {"s"});
  known.checks[0].known = "planned";
  ExpectNotRed(Beside(Passed(kId), CaseFactsOf(known)), GateClass::kExpected);
}

TEST(GateBesideBaseline, WhatIsFixedIsToldButNotRed) {
  ExpectNotRed(Beside(Failed(kId, {"s"}), Passed(kId)), GateClass::kFixed);
}

TEST(GateBesideBaseline, NewIsRedWhereAMustIsBroken) {
  const Expectations none;
  const GatePolicy policy{true, none, kToday, {}};
  const CaseFacts failed = Failed(kId, {"s"});
  const CaseFacts deviated = Deviated(kId, {"s"});
  const CaseFacts passed = Passed(kId);
  ExpectRed(In(policy, nullptr, &failed), GateClass::kNew, "the baseline has no such case");
  ExpectNotRed(In(policy, nullptr, &deviated), GateClass::kNew);
  ExpectNotRed(In(policy, nullptr, &passed), GateClass::kNew);
  EXPECT_EQ(In(policy, nullptr, &passed).reasons, "is pass, and the baseline has no such case\n");
  const CaseFacts unable = NotJudged(kId, Verdict::kUnsupported, "sut has no fork");
  ExpectNotRed(In(policy, nullptr, &unable), GateClass::kNew);
  ExpectNotRed(Beside(unable, passed), GateClass::kNew);
  ExpectRed(Beside(NotJudged(kId, Verdict::kUnsupported, "sut has no fork"), failed),
            GateClass::kNew, "was unsupported, is fail");
}

TEST(GateBesideBaseline, RemovedIsRed) {
  const Expectations none;
  const CaseFacts passed = Passed(kId);
  ExpectRed(In({true, none, kToday, {}}, &passed, nullptr), GateClass::kRemoved,
            "the baseline has it (pass), not the run");
}

TEST(GateBesideBaseline, LostCapabilityIsRed) {
  ExpectRed(Beside(Passed(kId), NotJudged(kId, Verdict::kUnsupported, "sut has no fork")),
            GateClass::kCapabilityLost, "was pass, is unsupported: sut has no fork");
  ExpectRed(Beside(NotJudged(kId, Verdict::kUnsupported, "sut has no fork"),
                   Failed(kId, {BrokenDeclaration("fork", "sut has no fork").signature})),
            GateClass::kCapabilityLost, "declared and not there: target.declares fork");
}

TEST(GateBesideBaseline, WhatProvesNothingIsUnproved) {
  const Judged judged = Beside(Passed(kId), NotJudged(kId, Verdict::kInconclusive, "harness late"));
  ExpectNotRed(judged, GateClass::kUnproved);
  EXPECT_THAT(judged.reasons, HasSubstr("harness late"));
  // What was judged once counts.
  CaseFacts once = Passed(kId);
  Merge(once, NotJudged(kId, Verdict::kInconclusive, "harness late"));
  ExpectNotRed(Beside(Passed(kId), once), GateClass::kAsBefore);
}

TEST(GateBesideBaseline, FlakyHasNumbers) {
  ExpectRed(Beside(Passed(kId), FailedSoOften(3, 11)), GateClass::kFlaky, "failed 3 of 14");
  ExpectRed(Beside(Passed(kId), FailedSoOften(1, 1)), GateClass::kFlaky, "failed 1 of 2");
  // One pass among so many failures does not make it any better.
  ExpectRed(Beside(Passed(kId), FailedSoOften(14, 1)), GateClass::kRegression, "failed 14 of 15");
  // It was flaky in the baseline, too.
  ExpectNotRed(Beside(FailedSoOften(1, 3), FailedSoOften(3, 11)), GateClass::kExpected);
}

TEST(GateBesideExpectations, WhatIsExpectedIsNotRed) {
  ExpectNotRed(Expected(Expecting("s"), Failed(kId, {"s"})), GateClass::kExpected);
  ExpectNotRed(Expected(Expecting("s"), FailedSoOften(1, 3)), GateClass::kExpected);
  ExpectNotRed(Expected(Expectations(), Deviated(kId, {"s"})), GateClass::kExpected);
  ExpectNotRed(Expected(Expectations(), Passed(kId)), GateClass::kAsBefore);
}

TEST(GateBesideExpectations, WhatNobodyExpectsIsARegression) {
  ExpectRed(Expected(Expectations(), Failed(kId, {"s"})), GateClass::kRegression,
            "breaks a MUST: s");
  ExpectRed(Expected(Expecting("s"), Failed("a/y", {"s"})), GateClass::kRegression,
            "breaks a MUST: s");
  ExpectRed(Expected(Expectations(), FailedSoOften(3, 11)), GateClass::kFlaky, "3 of 14");
}

TEST(GateBesideExpectations, AnExpectedFailureHidesNoOther) {
  const Judged more = Expected(Expecting("s"), Failed(kId, {"s", "t"}));
  ExpectRed(more, GateClass::kChangedFailure, "breaks a MUST: t");
  EXPECT_THAT(more.reasons, Not(HasSubstr("MUST: s")));
  const Judged other = Expected(Expecting("s"), Failed(kId, {"t"}));
  ExpectRed(other, GateClass::kChangedFailure, "breaks a MUST: t");
  EXPECT_THAT(other.reasons, HasSubstr("expectations.json:3 expects what is not seen any more"));
}

TEST(GateBesideExpectations, AStaleExpectationIsRed) {
  ExpectRed(Expected(Expecting("s"), Passed(kId)), GateClass::kFixed,
            "expectations.json:3 expects what is not seen any more; take it out: s");
  ExpectNotRed(Expected(Expecting("s"), NotJudged(kId, Verdict::kUnsupported, "sut has no fork")),
               GateClass::kAsBefore);
  ExpectNotRed(Expected(Expecting("s"), NotJudged(kId, Verdict::kError, "peer died")),
               GateClass::kUnproved);
}

TEST(GateBesideExpectations, AnExpiredOneCoversNothing) {
  ExpectRed(Expected(Expecting("s", "2026-11-24"), Failed(kId, {"s"})), GateClass::kExpired,
            "expectations.json:3 expired on 2026-11-24 and was tcp team's: s");
  ExpectNotRed(Expected(Expecting("s", kToday), Failed(kId, {"s"})), GateClass::kExpected);
  ExpectRed(Expected(Expecting("s", "2026-11-24"), Passed(kId)), GateClass::kFixed, "take it out");
}

TEST(Judge, CountsAndSaysWhatFitsNothing) {
  const Expectations expectations({{{"a/x", "s", "w", "e", "o", "2027-06-30"}, "e.json:3"},
                                   {{"a/z", "s", "w", "e", "o", "2027-06-30"}, "e.json:4"}});
  const GatePolicy policy{false, expectations, kToday, {"a/x[family=ipv4]", "a/z"}};
  const GateReport report =
      Judge(policy, {}, RunOfCases({Failed(kId, {"s"}), Passed("a/y"), Failed("b/y", {"t"})}));
  EXPECT_THAT(report.counts, ElementsAre(testing::Pair(GateClass::kRegression, 1),
                                         testing::Pair(GateClass::kExpected, 1),
                                         testing::Pair(GateClass::kAsBefore, 1)));
  EXPECT_THAT(report.unused, ElementsAre("e.json:4: a/z"));
  EXPECT_THAT(report.stale, IsEmpty());
  EXPECT_EQ(ExitCode(report), 1);
}

TEST(Judge, AnExpectationOfNoCaseOfTheSuiteIsRed) {
  const Expectations expectations({{{"a/x", "s", "w", "e", "o", "2027-06-30"}, "e.json:3"},
                                   {{"a/typo", "s", "w", "e", "o", "2027-06-30"}, "e.json:4"}});
  const GateReport report = Judge({false, expectations, kToday, {"a/x[family=ipv4]", "a/z"}}, {},
                                  RunOfCases({Failed(kId, {"s"})}));
  EXPECT_THAT(report.unused, IsEmpty());
  EXPECT_THAT(report.stale, ElementsAre("e.json:4: a/typo"));
  EXPECT_EQ(ExitCode(report), 1);
}

TEST(Judge, ARunThatDidNotEndIsNotGreen) {
  const Expectations none;
  const GatePolicy policy{true, none, kToday, {}};
  RunFacts run = RunOfCases({Passed(kId)});
  EXPECT_EQ(ExitCode(Judge(policy, run, run)), 0);
  const RunFacts baseline = run;
  run.head.finished = "";
  EXPECT_EQ(ExitCode(Judge(policy, baseline, run)), 3);
  EXPECT_EQ(ExitCode(Judge(policy, RunOfCases({Failed(kId, {"s"})}), RunOfCases({}))), 1);
}

TEST(Judge, WhatIsUnprovedIsNotGreen) {
  const Expectations none;
  const RunFacts baseline = RunOfCases({Passed(kId), Passed("a/y")});
  const CaseFacts unproved = NotJudged(kId, Verdict::kError, "peer died");
  const GatePolicy policy{true, none, kToday, {}};
  EXPECT_EQ(ExitCode(Judge(policy, baseline, RunOfCases({unproved, Passed("a/y")}))), 3);
  EXPECT_EQ(ExitCode(Judge(policy, baseline, RunOfCases({unproved, Failed("a/y", {"s"})}))), 1);
}

TEST(Judge, CountsDrift) {
  const Expectations none;
  const GateReport report =
      Judge({true, none, kToday, {}}, RunOfCases({Permitted(kId, "RST"), Passed("a/y")}),
            RunOfCases({Permitted(kId, "FIN"), Passed("a/y")}));
  EXPECT_EQ(report.drifted, 1U);
  EXPECT_THAT(report.outcomes, IsEmpty());
}

}  // namespace
}  // namespace closespec
