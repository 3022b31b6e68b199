#include "reports/history/case_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/history/sample_history.h"

namespace closespec {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

CaseAccount OnlyAccount(const TargetHistory& target) {
  const std::vector<CaseAccount> accounts = AccountsOf(target);
  EXPECT_EQ(accounts.size(), target.cases.size());
  return accounts.front();
}

// The first case is the one that is asked about; the others are as ever.
TargetHistory WithDurations(const std::vector<milliseconds>& durations) {
  TargetHistory target = HistoryOf({CaseOf("a/x", std::string(durations.size(), '.'))});
  for (std::size_t i = 0; i < durations.size(); ++i) {
    target.cases[0].outcomes[i].kept.duration = durations[i];
  }
  return target;
}

TEST(AccountsOf, StreakIsOfTheNewestRunsWithOneStanding) {
  const TargetHistory target = HistoryOf({CaseOf("a/x", "..FFF")});
  const CaseAccount account = OnlyAccount(target);
  EXPECT_EQ(account.history, target.cases.data());
  EXPECT_EQ(account.streak, 3U);
  EXPECT_EQ(account.since, 2U);
  EXPECT_EQ(account.flips, 1U);
}

TEST(AccountsOf, ASteadyCaseHasItsFirstRun) {
  const TargetHistory target = HistoryOf({CaseOf("a/x", "....")});
  EXPECT_EQ(OnlyAccount(target),
            (CaseAccount{.history = target.cases.data(), .streak = 4, .since = 0}));
}

TEST(AccountsOf, AnotherPermittedAlternativeIsNoFlip) {
  TargetHistory target = HistoryOf({CaseOf("a/x", "...")});
  target.cases[0].outcomes[1].kept.verdict = Verdict::kPermitted;
  EXPECT_EQ(OnlyAccount(target).flips, 0U);
  EXPECT_EQ(OnlyAccount(target).streak, 3U);
}

TEST(AccountsOf, WhatShowsNothingIsPassedOver) {
  const CaseAccount account = OnlyAccount(HistoryOf({CaseOf("a/x", ".F?F F?")}));
  EXPECT_EQ(account.streak, 3U);
  EXPECT_EQ(account.since, 1U);
  EXPECT_EQ(account.flips, 1U);
  EXPECT_EQ(OnlyAccount(HistoryOf({CaseOf("a/x", "??")})).streak, 0U);
}

TEST(AccountsOf, AFlipIsExplainedByAnotherStackOrSuite) {
  TargetHistory target = HistoryOf({CaseOf("a/x", ".F.F?.")});
  EXPECT_EQ(OnlyAccount(target).unexplained_flips, 4U);
  for (std::size_t i = 1; i < target.runs.size(); ++i) target.runs[i].stack = "acme-7.2";
  EXPECT_EQ(OnlyAccount(target).unexplained_flips, 3U);
  target.runs[5].suite_revision = "decade";
  EXPECT_EQ(OnlyAccount(target).unexplained_flips, 2U);
  for (std::size_t i = 2; i < target.runs.size(); ++i) target.runs[i].peer_stack = "linux-7";
  EXPECT_EQ(OnlyAccount(target).unexplained_flips, 1U);
  EXPECT_EQ(OnlyAccount(target).flips, 4U);
}

TEST(AccountsOf, SlowerIsBesideTheMedianOfTheRunsBefore) {
  using std::chrono_literals::operator""ms;
  const auto slower = [](const std::vector<milliseconds>& durations) {
    return OnlyAccount(WithDurations(durations)).slower;
  };
  EXPECT_EQ(slower({50ms, 50ms, 900ms, 50ms, 50ms, 71ms}), (Excess{71ms, 50ms}));
  EXPECT_EQ(slower({50ms, 50ms, 900ms, 50ms, 50ms, 70ms}), std::nullopt) << "20 ms are allowed";
  EXPECT_EQ(slower({400ms, 400ms, 400ms, 400ms, 400ms, 500ms}), std::nullopt) << "a quarter";
  EXPECT_EQ(slower({400ms, 400ms, 400ms, 400ms, 400ms, 501ms}), (Excess{501ms, 400ms}));
  // The deviations are 10, 10, 0, 20 and 20 ms, so that about 59 ms are allowed.
  EXPECT_EQ(slower({40ms, 60ms, 50ms, 30ms, 70ms, 109ms}), std::nullopt);
  EXPECT_EQ(slower({40ms, 60ms, 50ms, 30ms, 70ms, 110ms}), (Excess{110ms, 50ms}));
  EXPECT_EQ(slower({50ms, 50ms, 50ms, 50ms, 900ms}), std::nullopt) << "four runs are few";
  EXPECT_EQ(slower({900ms, 900ms, 900ms, 900ms, 900ms, 50ms}), std::nullopt) << "quicker";
}

TEST(AccountsOf, SlowerIsOfTheNewestRunAndOfWhatTheCaseDidBefore) {
  const auto slower = [](std::string_view strip, std::size_t slow) {
    TargetHistory target = HistoryOf({CaseOf("a/x", strip), CaseOf("a/y", "......")});
    target.cases[0].outcomes[slow].kept.duration = milliseconds(900);
    return OnlyAccount(target).slower.has_value();
  };
  EXPECT_TRUE(slower("......", 5));
  EXPECT_FALSE(slower(".....F", 5));
  EXPECT_FALSE(slower(".....?", 5));
  EXPECT_FALSE(slower("..... ", 4));
}

TEST(AccountsOf, LaterIsOfTheHarness) {
  TargetHistory target = HistoryOf({CaseOf("a/x", "......")});
  target.cases[0].outcomes[5].kept.lateness = milliseconds(21);
  EXPECT_EQ(OnlyAccount(target).later, (Excess{milliseconds(21), milliseconds(0)}));
  EXPECT_EQ(OnlyAccount(target).slower, std::nullopt);
  EXPECT_TRUE(IsNotable(OnlyAccount(target)));
}

TEST(AccountsOf, ASlowMachineMakesNoCaseSlower) {
  std::vector<CaseHistory> cases;
  for (int i = 0; i < 40; ++i) {
    cases.push_back(CaseOf("a/" + std::to_string(10 + i), "......", milliseconds(100 + 10 * i)));
    KeptCase& newest = cases.back().outcomes.back().kept;
    newest.duration *= 3;
    newest.lateness = milliseconds(200);
  }
  cases[7].outcomes.back().kept.duration += milliseconds(600);
  const TargetHistory target = HistoryOf(cases);
  for (const CaseAccount& each : AccountsOf(target)) {
    EXPECT_EQ(each.slower.has_value(), each.history->id == "a/17") << each.history->id;
    EXPECT_EQ(each.later, std::nullopt) << each.history->id;
  }
}

TEST(IsNotable, FailsAndWhatChanged) {
  for (const char* strip : {"FFF", "..F", ".F.", "..?", "u.", "d..."}) {
    EXPECT_TRUE(IsNotable(OnlyAccount(HistoryOf({CaseOf("a/x", strip)})))) << strip;
  }
  for (const char* strip : {"...", "ddd", "uu", ".?."}) {
    EXPECT_FALSE(IsNotable(OnlyAccount(HistoryOf({CaseOf("a/x", strip)})))) << strip;
  }
}

}  // namespace
}  // namespace closespec
