#include "reports/gate/gate_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "reports/diff/sample_facts.h"

namespace closespec {
namespace {

constexpr const char* kDayOfPrinting = "2026-11-25";

Expectations OnePlanned() {
  return Expectations(
      {{{"a/x", "s", "planned", "docs", "tcp team", "2027-06-30"}, "expectations.json:3"}});
}

const CaseLook kAsIs = {[](std::string_view text) { return std::string(text); }, {}};

TEST(PrintGate, GroupsCasesOfAScenario) {
  const Expectations none;
  std::ostringstream out;
  PrintGate(out,
            Judge({true, none, kDayOfPrinting, {}},
                  RunOfCases({Passed("a/x[n=1]"), Passed("a/x[n=2]"), Passed("a/y")}),
                  RunOfCases({Failed("a/x[n=1]", {"s"}), Failed("a/x[n=2]", {"s"}),
                              NotJudged("a/y", Verdict::kInconclusive, "harness late")})),
            kAsIs);
  EXPECT_EQ(out.str(),
            "regression: 2 cases\n\n"
            "a/x[n=1]\n  was pass, is fail\n  breaks a MUST: s\n  the same in 1 more case\n\n"
            "unproved: 1 case\n\n"
            "a/y\n  inconclusive: harness late\n\n"
            "2 regression, 1 unproved\nred: 2 cases to act on\n");
}

TEST(PrintGate, TellsOfASmallBaselineInOneLine) {
  const Expectations none;
  std::ostringstream out;
  PrintGate(out,
            Judge({true, none, kDayOfPrinting, {}}, RunOfCases({Passed("a/x")}),
                  RunOfCases({Passed("a/x"), Passed("a/y"), Passed("a/z")})),
            kAsIs);
  EXPECT_EQ(
      out.str(),
      "note: 2 cases are held to nothing, for the baseline did not judge them; a new baseline "
      "holds them\n2 new, 1 as before\ngreen\n");
}

TEST(PrintGate, SaysWhichExpectationIsStale) {
  const Expectations expectations = OnePlanned();
  std::ostringstream out;
  PrintGate(out,
            Judge({false, expectations, kDayOfPrinting, {"a/y"}}, {}, RunOfCases({Passed("a/y")})),
            kAsIs);
  EXPECT_EQ(out.str(),
            "stale: fits no case of the suite: expectations.json:3: a/x\n1 as before\n"
            "red: 1 expectation to take out or mend\n");
}

TEST(PrintExplanation, TellsWhoKnowsEachBrokenCheck) {
  const Expectations expectations = OnePlanned();
  const GatePolicy policy{false, expectations, kDayOfPrinting, {}};
  const CaseFacts now = Failed("a/x[family=ipv4]", {"s", "t"});
  std::ostringstream out;
  PrintExplanation(out, policy, JudgeCase(policy, {nullptr, &now}), kAsIs);
  EXPECT_EQ(out.str(),
            "a/x[family=ipv4]\n"
            "  class     changed failure, red\n"
            "  run       fail\n"
            "  because   is fail\n"
            "  because   breaks a MUST: t\n"
            "  broken    s\n"
            "    known   expectations.json:3, tcp team, until 2027-06-30: planned\n"
            "  broken    t\n"
            "    known   nobody knows it\n");
}

}  // namespace
}  // namespace closespec
