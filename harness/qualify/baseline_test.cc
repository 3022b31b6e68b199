#include "harness/qualify/baseline.h"

#include <gmock/gmock.h>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CheckResult Met(std::size_t step) { return {.step = step, .observed = "0"}; }

CheckResult Broken(std::size_t step, const std::string& signature) {
  return {
      .step = step, .clause = "posix-recv-p2", .verdict = Verdict::kFail, .signature = signature};
}

CaseResult Passed() {
  CaseResult result{.id = "chapter/scenario[opener=sut]"};
  result.checks = {Met(2), Met(3)};
  result.records = {{"second recv", "returned 0"}};
  return result;
}

CaseResult Late() {
  CaseResult result = Passed();
  result.verdict = Verdict::kInconclusive;
  result.blame = Blame::kHarness;
  result.reason = "harness late by 800 ms";
  return result;
}

Baseline ThreeTimes(const CaseResult& result) {
  Baseline baseline;
  for (int i = 0; i < 3; ++i) baseline.Add(result);
  return baseline;
}

TEST(Baseline, SameResultShowsNoFault) {
  EXPECT_EQ(ThreeTimes(Passed()).Compare(Passed()),
            (Sighting{.how = Catch::kNothing, .case_id = Passed().id}));
}

TEST(Baseline, TimesAndAttemptsAreNotCompared) {
  CaseResult slow = Passed();
  slow.duration = std::chrono::seconds(3);
  slow.attempts = 2;
  EXPECT_EQ(ThreeTimes(Passed()).Compare(slow).how, Catch::kNothing);
}

TEST(Baseline, BrokenCheckIsNamedWithItsClause) {
  CaseResult faulty = Passed();
  faulty.verdict = Verdict::kFail;
  faulty.checks[1] = Broken(3, "peer.recv#1: returned 0, expected ECONNRESET");
  faulty.records[0].observed = "EPIPE";
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty),
            (Sighting{.how = Catch::kCheck,
                      .case_id = Passed().id,
                      .by = "peer.recv#1: returned 0, expected ECONNRESET",
                      .clause = "posix-recv-p2",
                      .is_fail = true}));
}

TEST(Baseline, FailStandsBeforeDeviates) {
  CaseResult faulty = Passed();
  faulty.checks[0] = Broken(2, "first");
  faulty.checks[0].verdict = Verdict::kDeviates;
  faulty.checks[1] = Broken(3, "second");
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty).by, "second");
}

TEST(Baseline, CheckThatIsAlwaysBrokenCatchesNothing) {
  CaseResult known = Passed();
  known.verdict = Verdict::kFail;
  known.checks[1] = Broken(3, "known");
  EXPECT_EQ(ThreeTimes(known).Compare(known).how, Catch::kNothing);
}

TEST(Baseline, AnotherSignatureOfABrokenCheckCatches) {
  CaseResult known = Passed();
  known.verdict = Verdict::kFail;
  known.checks[1] = Broken(3, "known");
  CaseResult faulty = known;
  faulty.checks[1].signature = "worse";
  EXPECT_EQ(ThreeTimes(known).Compare(faulty).how, Catch::kCheck);
}

TEST(Baseline, InvariantThatOnlyBreaksWithTheFaultCatches) {
  CaseResult faulty = Passed();
  faulty.checks.push_back({.expected = "byte_ledger: 5",
                           .verdict = Verdict::kFail,
                           .signature = "invariant.byte_ledger: 4"});
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty).how, Catch::kCheck);
}

TEST(Baseline, RecordThatDiffersIsTold) {
  CaseResult faulty = Passed();
  faulty.records[0].observed = "EPIPE";
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty),
            (Sighting{.how = Catch::kRecord,
                      .case_id = Passed().id,
                      .by = "record second recv: EPIPE, without the fault returned 0"}));
}

TEST(Baseline, PermittedAlternativeIsARecord) {
  CaseResult faulty = Passed();
  faulty.verdict = Verdict::kPermitted;
  faulty.checks[0].verdict = Verdict::kPermitted;
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty).how, Catch::kRecord);
}

TEST(Baseline, InconclusiveAndErrorAreWeak) {
  CaseResult faulty = Passed();
  faulty.verdict = Verdict::kError;
  faulty.reason = "peer sut: killed by SIGSEGV";
  faulty.checks = {};
  EXPECT_EQ(ThreeTimes(Passed()).Compare(faulty),
            (Sighting{.how = Catch::kWeak,
                      .case_id = Passed().id,
                      .by = "error: peer sut: killed by SIGSEGV"}));
}

TEST(Baseline, LateRunIsUnseen) {
  EXPECT_EQ(ThreeTimes(Passed()).Compare(Late()).how, Catch::kUnseen);
}

TEST(Baseline, LateCheckThatEndsTheCaseIsUnseen) {
  CaseResult late = Passed();
  late.verdict = Verdict::kInconclusive;
  late.blame = Blame::kUnattributed;
  late.reason = "sut.recv#1 did not end in time";
  late.checks[1].verdict = Verdict::kInconclusive;
  EXPECT_EQ(ThreeTimes(Passed()).Compare(late).how, Catch::kWeak);
  late.checks[1].blame = Blame::kHarness;
  EXPECT_EQ(ThreeTimes(Passed()).Compare(late).how, Catch::kUnseen);
}

TEST(Baseline, WithoutARunEverythingIsUnseen) {
  Baseline baseline;
  baseline.Add(Late());
  EXPECT_EQ(baseline.Runs(), 0);
  EXPECT_EQ(baseline.Compare(Passed()).how, Catch::kUnseen);
}

TEST(Baseline, WhatVariesWithoutAFaultCatchesNothing) {
  CaseResult other = Passed();
  other.verdict = Verdict::kFail;
  other.checks[1] = Broken(3, "now and then");
  other.records[0].observed = "EPIPE";
  Baseline baseline;
  baseline.Add(Passed());
  baseline.Add(other);
  EXPECT_THAT(baseline.Unstable(), ElementsAre("record second recv", "step 3", "verdict"));
  CaseResult faulty = Passed();
  faulty.verdict = Verdict::kFail;
  faulty.checks[1] = Broken(3, "something else");
  faulty.records[0].observed = "ENOTCONN";
  EXPECT_EQ(baseline.Compare(faulty).how, Catch::kNothing);
}

TEST(Baseline, WhatIsThereInSomeRunsOnlyIsUnstable) {
  CaseResult more = Passed();
  more.records.push_back({"sut.recv#2", "ENOTCONN"});
  Baseline baseline;
  baseline.Add(Passed());
  baseline.Add(more);
  EXPECT_THAT(baseline.Unstable(), ElementsAre("record sut.recv#2"));
  EXPECT_EQ(baseline.Compare(more).how, Catch::kNothing);
}

TEST(Baseline, TellsTroubleThatIsInEveryRun) {
  CaseResult broken = Passed();
  broken.verdict = Verdict::kError;
  broken.reason = "peer sut: refused";
  Baseline baseline = ThreeTimes(broken);
  EXPECT_EQ(baseline.Trouble(), "error: peer sut: refused");
  baseline.Add(Passed());
  EXPECT_EQ(baseline.Trouble(), "");
}

TEST(Baseline, TellsUnsupported) {
  CaseResult unsupported{.id = "a/b", .verdict = Verdict::kUnsupported};
  EXPECT_FALSE(ThreeTimes(unsupported).IsSupported());
  EXPECT_TRUE(ThreeTimes(Passed()).IsSupported());
  EXPECT_THAT(ThreeTimes(Passed()).Unstable(), IsEmpty());
}

}  // namespace
}  // namespace closespec
