#include "reports/history/case_account.h"

#include <algorithm>

namespace closespec {
namespace {

using std::chrono::microseconds;

bool IsSameSubject(const PastRun& left, const PastRun& right) {
  return left.stack == right.stack && left.peer_stack == right.peer_stack &&
         left.suite_revision == right.suite_revision;
}

CaseAccount AccountOf(const TargetHistory& target, const CaseHistory& history) {
  CaseAccount account{.history = &history};
  std::optional<Standing> last;
  std::size_t last_run = 0;
  for (const PastOutcome& each : history.outcomes) {
    const auto standing = StandingOf(each.kept.verdict);
    if (!standing) continue;
    if (last && last != standing) {
      ++account.flips;
      if (IsSameSubject(target.runs[last_run], target.runs[each.run])) ++account.unexplained_flips;
    }
    if (last != standing) {
      account.streak = 0;
      account.since = each.run;
    }
    ++account.streak;
    last = standing;
    last_run = each.run;
  }
  return account;
}

// The newest run's time of a case beside those of the runs before.
struct Comparison {
  std::size_t place;  // of the case
  microseconds now;
  microseconds before;
  microseconds tolerance;
};

constexpr microseconds kAlwaysAllowed{20'000};
constexpr std::int64_t kMostPermille = 100'000;

using TimeOf = microseconds (*)(const KeptCase&);

microseconds ToleranceOf(const std::vector<microseconds>& former, microseconds median) {
  std::vector<microseconds> deviations;
  deviations.reserve(former.size());
  for (const microseconds each : former) deviations.push_back(std::chrono::abs(each - median));
  // 1.4826 makes it the standard deviation of a normal distribution.
  constexpr double kSpreads = 4 * 1.4826;
  const microseconds spread = MedianOf(deviations);
  return std::max(
      {microseconds(static_cast<std::int64_t>(kSpreads * static_cast<double>(spread.count()))),
       median / 4, kAlwaysAllowed});
}

std::vector<Comparison> ComparisonsOf(const TargetHistory& target, TimeOf time_of) {
  std::vector<Comparison> comparisons;
  for (std::size_t i = 0; i < target.cases.size(); ++i) {
    const std::vector<PastOutcome>& outcomes = target.cases[i].outcomes;
    const PastOutcome& newest = outcomes.back();
    const auto standing = StandingOf(newest.kept.verdict);
    if (newest.run + 1 != target.runs.size() || !standing) continue;
    std::vector<microseconds> former;
    for (const PastOutcome& each : outcomes) {
      if (&each != &newest && StandingOf(each.kept.verdict) == standing) {
        former.push_back(time_of(each.kept));
      }
    }
    if (former.size() < kEnoughRuns) continue;
    const microseconds median = MedianOf(former);
    comparisons.push_back({i, time_of(newest.kept), median, ToleranceOf(former, median)});
  }
  return comparisons;
}

// What the machine took more for half of all cases, as such and in proportion; never less.
struct MachineSlowness {
  microseconds shift{0};
  std::int64_t permille = 0;

  [[nodiscard]] microseconds Of(microseconds before) const {
    return std::max(shift, before * permille / 1000);
  }
};

MachineSlowness SlownessOf(const std::vector<Comparison>& comparisons) {
  // Few cases cannot tell the machine from the stack.
  if (comparisons.size() < kEnoughCases) return {};
  std::vector<microseconds> shifts;
  std::vector<microseconds> proportions;
  for (const Comparison& each : comparisons) {
    const microseconds more = each.now - each.before;
    shifts.push_back(more);
    proportions.push_back(more * 1000 / std::max(each.before, kAlwaysAllowed).count());
  }
  return {std::max(MedianOf(shifts), microseconds(0)),
          std::clamp<std::int64_t>(MedianOf(proportions).count(), 0, kMostPermille)};
}

void NoteExcesses(const TargetHistory& target, TimeOf time_of,
                  std::optional<Excess> CaseAccount::*excess, std::vector<CaseAccount>& accounts) {
  const std::vector<Comparison> comparisons = ComparisonsOf(target, time_of);
  const MachineSlowness slowness = SlownessOf(comparisons);
  for (const Comparison& each : comparisons) {
    if (each.now - each.before - slowness.Of(each.before) <= each.tolerance) continue;
    accounts[each.place].*excess = Excess{each.now, each.before};
  }
}

}  // namespace

std::optional<Standing> StandingOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
    case Verdict::kPermitted:
      return Standing::kMet;
    case Verdict::kUnsupported:
      return Standing::kUnsupported;
    case Verdict::kDeviates:
      return Standing::kDeviates;
    case Verdict::kFail:
      return Standing::kFails;
    case Verdict::kInconclusive:
    case Verdict::kError:
      break;
  }
  return std::nullopt;
}

bool IsNotable(const CaseAccount& account) {
  const auto standing = StandingOf(account.history->outcomes.back().kept.verdict);
  return !standing || standing == Standing::kFails || account.flips > 0 || account.slower ||
         account.later;
}

std::vector<CaseAccount> AccountsOf(const TargetHistory& target) {
  std::vector<CaseAccount> accounts;
  accounts.reserve(target.cases.size());
  for (const CaseHistory& each : target.cases) accounts.push_back(AccountOf(target, each));
  NoteExcesses(
      target, [](const KeptCase& kept) { return kept.duration; }, &CaseAccount::slower, accounts);
  NoteExcesses(
      target, [](const KeptCase& kept) { return microseconds(kept.lateness); }, &CaseAccount::later,
      accounts);
  return accounts;
}

}  // namespace closespec
