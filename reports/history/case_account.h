// What there is to say of a case in the light of all runs of its target.

#ifndef CLOSESPEC_REPORTS_HISTORY_CASE_ACCOUNT_H_
#define CLOSESPEC_REPORTS_HISTORY_CASE_ACCOUNT_H_

#include <chrono>
#include <optional>
#include <vector>

#include "reports/history/target_history.h"

namespace closespec {

// What a run showed of the stack; an error or an inconclusive run shows nothing.
enum class Standing { kMet, kUnsupported, kDeviates, kFails };
std::optional<Standing> StandingOf(Verdict verdict);

// As long as it took, or as late as the harness was, beside the median of the runs before.
struct Excess {
  std::chrono::microseconds now{0};
  std::chrono::microseconds before{0};

  bool operator==(const Excess&) const = default;
};

struct CaseAccount {
  const CaseHistory* history = nullptr;
  // The newest runs with one standing: how many, and which was the first of them. Runs that show
  // nothing are passed over, and so are runs that did not have the case.
  std::size_t streak = 0;
  std::size_t since = 0;              // into TargetHistory::runs
  std::size_t flips = 0;              // how often the standing changed
  std::size_t unexplained_flips = 0;  // of them: between two runs of one stack and one suite
  std::optional<Excess> slower;
  std::optional<Excess> later;

  bool operator==(const CaseAccount&) const = default;
};

// Whether somebody wants to know: it fails, it shows nothing, it was not always the same, or it
// takes longer than it did.
bool IsNotable(const CaseAccount& account);

// Of each case, in their order; points into `target`.
//
// Slower and later are said of a case of the newest run that did in it what it did before, in at
// least kEnoughRuns of the former runs. Its time must exceed their median by more than the greatest
// of: four times their spread (median absolute deviation, as a standard deviation), a quarter of
// the median, 20 ms. What the newest run took more for half of all such cases, in milliseconds or
// in proportion, is taken off before, where they are kEnoughCases: that was the machine.
inline constexpr std::size_t kEnoughRuns = 5;
inline constexpr std::size_t kEnoughCases = 20;
std::vector<CaseAccount> AccountsOf(const TargetHistory& target);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_CASE_ACCOUNT_H_
