#include "reports/diff/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "reports/diff/diff_text.h"
#include "reports/diff/sample_facts.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kReset = "peer.recv#1: returned 0, expected ECONNRESET";
constexpr const char* kFin = "wire.never#1: FIN|ACK seq=SND.NXT, expected never FIN";

std::vector<std::string> IdsOf(const std::vector<CaseDifference>& cases) {
  std::vector<std::string> ids;
  ids.reserve(cases.size());
  for (const CaseDifference& each : cases) {
    ids.push_back(each.after != nullptr ? each.after->id : each.before->id);
  }
  return ids;
}

RunFacts Before() {
  return RunOfCases({Passed("a/good"), Passed("a/regresses[family=ipv4]"),
                     Passed("a/regresses[family=ipv6]"), Failed("a/other_signature", {kReset}),
                     Failed("a/fixed", {kReset}), Permitted("a/drifts", "RST"),
                     Recorded("a/records", {{"second recv", "0"}}), Passed("a/removed"),
                     Repeated(Failed("a/flaky", {kFin}), 3, Passed("a/flaky"))});
}

RunFacts After() {
  return RunOfCases(
      {Passed("a/good"), Failed("a/regresses[family=ipv4]", {kFin}),
       Failed("a/regresses[family=ipv6]", {kFin}), Failed("a/other_signature", {kFin}),
       Passed("a/fixed"), Permitted("a/drifts", "FIN"),
       Recorded("a/records", {{"second recv", "ECONNRESET"}}),
       NotJudged("a/added", Verdict::kUnsupported, "sut has no fork"), Failed("a/flaky", {kFin})});
}

TEST(Compare, SortsCasesByWhatDiffers) {
  const RunFacts before = Before();
  const RunFacts after = After();
  const RunDifference difference = Compare(before, after);
  EXPECT_THAT(IdsOf(difference.changed),
              ElementsAre("a/fixed", "a/flaky", "a/other_signature", "a/regresses[family=ipv4]",
                          "a/regresses[family=ipv6]"));
  EXPECT_THAT(IdsOf(difference.drifted), ElementsAre("a/drifts", "a/records"));
  EXPECT_THAT(IdsOf(difference.added), ElementsAre("a/added"));
  EXPECT_THAT(IdsOf(difference.removed), ElementsAre("a/removed"));
  EXPECT_EQ(difference.same, 1U);
  EXPECT_FALSE(IsEmpty(difference));
  EXPECT_TRUE(IsEmpty(Compare(before, before)));
}

TEST(Compare, AnotherAlternativeThanTheUsualOneIsDrift) {
  const RunFacts before = RunOfCases({Passed("a/x")});
  const RunFacts after = RunOfCases({Permitted("a/x", "FIN")});
  EXPECT_THAT(IdsOf(Compare(before, after).drifted), ElementsAre("a/x"));
}

TEST(Compare, WhatIsKnownIsPolicyAndNoDifference) {
  CaseResult known = ResultOfCase("a/x", Verdict::kFail, {kReset});
  known.checks[0].known = "planned";
  const RunFacts before = RunOfCases({Failed("a/x", {kReset})});
  const RunFacts after = RunOfCases({CaseFactsOf(known)});
  EXPECT_TRUE(IsEmpty(Compare(before, after)));
}

TEST(SignaturesOf, TellsWhichWentAndCame) {
  const CaseFacts before = Failed("a/x", {"one", "two"});
  const CaseFacts after = Failed("a/x", {"two", "three"});
  const SignatureChange change = SignaturesOf({&before, &after});
  EXPECT_THAT(change.gone, ElementsAre("one"));
  EXPECT_THAT(change.come, ElementsAre("three"));
}

TEST(DriftOf, LeavesOutWhatIsTheSame) {
  const CaseFacts before = Recorded("a/x", {{"one", "1"}, {"two", "2"}});
  const CaseFacts after = Recorded("a/x", {{"one", "1"}, {"two", "3"}, {"three", "4"}});
  EXPECT_THAT(DriftOf({&before, &after}),
              ElementsAre(Drift{"record three", "", "4"}, Drift{"record two", "2", "3"}));
}

std::string Golden(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::string(GOLDEN_FOLDER) + "/" + name).rdbuf();
  return text.str();
}

TEST(PrintDiff, Golden) {
  const RunFacts before = Before();
  RunFacts after = After();
  after.head.suite_revision = "decade";
  after.head.interrupted = true;
  std::ostringstream out;
  PrintDiff(out, {"baseline", before}, {"results", after}, Compare(before, after),
            {[](std::string_view text) { return std::string(text); },
             [](const CaseDifference& each) { return "  (ladders of " + each.after->id + ")\n"; }});
  EXPECT_EQ(out.str(), Golden("diff.txt"));
}

TEST(PrintDiff, TextOfUnknownOriginIsCleaned) {
  const RunFacts before = RunOfCases({Passed("a/x")});
  const RunFacts after = RunOfCases({Failed("a/x", {"\033[2J"})});
  std::ostringstream out;
  PrintDiff(out, {"one", before}, {"two", after}, Compare(before, after),
            {[](std::string_view text) {
               return text.find('\033') == std::string_view::npos ? std::string(text) : "CLEANED";
             },
             {}});
  EXPECT_THAT(out.str(), HasSubstr("CLEANED"));
  EXPECT_EQ(out.str().find('\033'), std::string::npos);
}

TEST(PrintDiffJson, Golden) {
  const RunFacts before = Before();
  const RunFacts after = After();
  std::ostringstream out;
  PrintDiffJson(out, {"baseline", before}, {"results", after}, Compare(before, after));
  EXPECT_EQ(out.str(), Golden("diff.json"));
}

}  // namespace
}  // namespace closespec
