#include "reports/gate/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/diff/sample_facts.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUntil = "2027-06-30";
constexpr const char* kOver = "2026-01-01";

Deviation Known(const std::string& cases, const std::string& signature,
                const std::string& expires = kUntil) {
  return {cases, signature, "planned", "docs", "tcp team", expires};
}

UpdatedExpectations Updated(const std::vector<Deviation>& expected, const RunFacts& run,
                            const std::string& owner = "new team",
                            const std::string& expires = "2027-12-31") {
  std::vector<ExpectedFailure> all;
  all.reserve(expected.size());
  for (const Deviation& each : expected) all.push_back({each, ""});
  return Update(Expectations(std::move(all)), run,
                {owner, expires, "results", "2026-11-25", {"b/not_run[n=1]"}});
}

Deviation Fresh(const std::string& cases, const std::string& signature) {
  return {cases,     signature,  "seen in a run, not explained yet",
          "results", "new team", "2027-12-31"};
}

TEST(Update, KeepsWhatHoldsAsItIs) {
  const UpdatedExpectations updated =
      Updated({Known("a/*", "s"), Known("b/not_run", "s")},
              RunOfCases({Failed("a/x[n=1]", {"s"}), Failed("a/x[n=2]", {"s"})}), "", "");
  EXPECT_THAT(updated.all, ElementsAre(Known("a/*", "s"), Known("b/not_run", "s")));
  EXPECT_EQ(updated.kept, 2U);
}

TEST(Update, DropsWhatIsSeenNoMore) {
  const UpdatedExpectations updated =
      Updated({Known("a/x", "s")}, RunOfCases({Passed("a/x[n=1]")}));
  EXPECT_THAT(updated.all, IsEmpty());
  EXPECT_EQ(updated.dropped, 1U);
}

TEST(Update, DropsWhatTheSuiteHasNot) {
  const UpdatedExpectations updated =
      Updated({Known("a/typo", "s"), Known("b/not_run", "s")}, RunOfCases({Passed("a/x")}));
  EXPECT_THAT(updated.all, ElementsAre(Known("b/not_run", "s")));
  EXPECT_EQ(updated.dropped, 1U);
}

TEST(Update, KeepsWhatThisRunCouldNotJudge) {
  const UpdatedExpectations updated =
      Updated({Known("b/not_run", "s")},
              RunOfCases({NotJudged("b/not_run[n=1]", Verdict::kUnsupported, "sut has no fork")}));
  EXPECT_THAT(updated.all, ElementsAre(Known("b/not_run", "s")));
}

TEST(Update, AnExpiryThatIsOverIsRefused) {
  const RunFacts run = RunOfCases({Failed("a/x", {"s"})});
  EXPECT_THAT([&] { Updated({}, run, "new team", "2026-11-24"); },
              testing::ThrowsMessage<DocumentError>(HasSubstr("--expires 2026-11-24 is over")));
  EXPECT_EQ(Updated({}, run, "new team", "2026-11-25").added, 1U);
}

TEST(Update, NarrowsToTheCasesThatAreLeft) {
  const UpdatedExpectations updated =
      Updated({Known("a/*", "s")}, RunOfCases({Failed("a/x[n=1]", {"s"}), Failed("a/x[n=2]", {"s"}),
                                               Failed("a/y[n=1]", {"s"}), Passed("a/y[n=2]")}));
  EXPECT_THAT(updated.all, ElementsAre(Known("a/x", "s"), Known("a/y[n=1]", "s")));
  EXPECT_EQ(updated.narrowed, 1U);
}

TEST(Update, TwoThatAreNarrowedToTheSameBecomeOne) {
  const UpdatedExpectations updated =
      Updated({Known("a/*", "s"), Known("*/x", "s")},
              RunOfCases({Failed("a/x[n=1]", {"s"}), Passed("a/y[n=1]"), Passed("b/x[n=1]")}));
  EXPECT_THAT(updated.all, ElementsAre(Known("a/x", "s")));
}

TEST(Update, AddsWhatIsNewInTheNameOfItsOwner) {
  const UpdatedExpectations updated = Updated(
      {},
      RunOfCases({Failed("a/x[n=1]", {"s"}), Failed("a/x[n=2]", {"s", "t"}), Deviated("a/z", {"u"}),
                  NotJudged("a/x[n=3]", Verdict::kUnsupported, "sut has no fork")}));
  EXPECT_THAT(updated.all, ElementsAre(Fresh("a/x", "s"), Fresh("a/x[n=2]", "t")));
  EXPECT_EQ(updated.added, 2U);
}

TEST(Update, LeavesKnownDeviationsToTheTarget) {
  CaseResult known = ResultOfCase("a/x", Verdict::kFail, {"s"});
  known.checks[0].known = "planned";
  EXPECT_THAT(Updated({}, RunOfCases({CaseFactsOf(known)})).all, IsEmpty());
}

TEST(Update, WhatIsNewNeedsAnOwnerAndAnExpiry) {
  const RunFacts run = RunOfCases({Failed("a/x", {"s"})});
  for (const auto& [owner, expires] :
       {std::pair("", "2027-12-31"), std::pair("new team", ""), std::pair("", "")}) {
    try {
      Updated({}, run, owner, expires);
      ADD_FAILURE() << "accepted";
    } catch (const DocumentError& error) {
      EXPECT_THAT(error.what(), HasSubstr("needs --owner and --expires: 1, the first is \"s\" of"));
    }
  }
}

TEST(Update, WhatHasExpiredIsRenewed) {
  const RunFacts run = RunOfCases({Failed("a/x", {"s"}), Passed("a/y")});
  const std::vector<Deviation> expired = {Known("a/x", "s", kOver), Known("a/y", "s", kOver)};
  EXPECT_THAT(Updated(expired, run, "").all, ElementsAre(Known("a/x", "s", "2027-12-31")));
  EXPECT_EQ(Updated(expired, run).all[0].owner, "new team");
  try {
    Updated(expired, run, "", "");
    ADD_FAILURE() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("needs --expires: 1 of 2"));
  }
}

TEST(Update, AgainChangesNothing) {
  const RunFacts run = RunOfCases(
      {Failed("a/x[n=1]", {"s"}), Failed("a/x[n=2]", {"t"}), Failed("b/y", {"s"}), Passed("b/z")});
  const std::vector<Deviation> once = Updated({Known("b/*", "s")}, run).all;
  EXPECT_EQ(ToText(Updated(once, run, "", "").all), ToText(once));
}

}  // namespace
}  // namespace closespec
