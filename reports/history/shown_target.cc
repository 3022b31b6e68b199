#include "reports/history/shown_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "suites/model/loader.h"

namespace closespec {
namespace {

const PastOutcome& NewestOf(const CaseAccount& account) { return account.history->outcomes.back(); }

// What somebody has to act upon comes first.
int Rank(const CaseAccount& account) {
  switch (NewestOf(account).kept.verdict) {
    case Verdict::kFail:
      return NewestOf(account).kept.known ? 3 : 0;
    case Verdict::kError:
      return 1;
    case Verdict::kInconclusive:
      return 2;
    case Verdict::kDeviates:
      return 4;
    case Verdict::kUnsupported:
      return 5;
    case Verdict::kPermitted:
    case Verdict::kPass:
      break;
  }
  return 6;
}

bool IsBefore(const CaseAccount& left, const CaseAccount& right) {
  return std::tuple(Rank(left), right.since, std::string_view(left.history->id)) <
         std::tuple(Rank(right), left.since, std::string_view(right.history->id));
}

// Selectors are marked in `used` when a case fits them.
bool Fits(const std::vector<HistorySelector>& selectors, const std::string& id,
          std::vector<bool>& used) {
  bool any = false;
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    const std::string scenario = id.substr(0, id.find('['));
    const auto& citing = selectors[i].scenarios;
    const bool cites = std::ranges::find(citing, scenario) != citing.end();
    if (!cites && !FitsSelector(selectors[i].text, scenario, id)) continue;
    used[i] = true;
    any = true;
  }
  return any;
}

char Letter(const KeptCase& kept) {
  const auto standing = StandingOf(kept.verdict);
  if (!standing) return '?';
  switch (*standing) {
    case Standing::kMet:
      return '.';
    case Standing::kDeviates:
      return 'd';
    case Standing::kFails:
      return 'F';
    case Standing::kUnsupported:
      break;
  }
  return 'u';
}

// Of the newest run that showed anything; there must be one.
Verdict LastShown(const CaseHistory& history) {
  const auto found =
      std::find_if(history.outcomes.rbegin(), history.outcomes.rend(),
                   [](const PastOutcome& each) { return StandingOf(each.kept.verdict); });
  return found->kept.verdict;
}

std::string RunName(std::size_t run) { return "run " + std::to_string(run + 1); }

std::string ExcessText(const char* what, const Excess& excess) {
  const auto milliseconds = [](std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000;
  };
  return fmt::format("{}: {:.1f} ms, before {:.1f} ms", what, milliseconds(excess.now),
                     milliseconds(excess.before));
}

std::string Shortened(const std::string& revision) { return revision.substr(0, 12); }

std::string BesideFormer(const std::string& now, const std::string& before) {
  return now == before ? now : now + " (was " + before + ")";
}

}  // namespace

std::vector<ShownTarget> Choose(const std::vector<TargetHistory>& targets,
                                const std::vector<HistorySelector>& selectors) {
  std::vector<ShownTarget> chosen;
  std::vector<bool> used(selectors.size());
  for (const TargetHistory& target : targets) {
    ShownTarget shown{.history = &target};
    for (CaseAccount& each : AccountsOf(target)) {
      const bool is_shown =
          selectors.empty() ? IsNotable(each) : Fits(selectors, each.history->id, used);
      if (is_shown) shown.shown.push_back(each);
    }
    if (shown.shown.empty() && !selectors.empty()) continue;
    shown.unshown = target.cases.size() - shown.shown.size();
    std::ranges::sort(shown.shown, IsBefore);
    chosen.push_back(std::move(shown));
  }
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    if (!used[i])
      throw NothingSelected("\"" + selectors[i].text + "\" fits no case of the history");
  }
  return chosen;
}

std::string StripOf(const TargetHistory& target, const CaseHistory& history) {
  const std::size_t length = std::min(kStripLength, target.runs.size());
  const std::size_t first = target.runs.size() - length;
  std::string strip(length, ' ');
  for (const PastOutcome& each : history.outcomes) {
    if (each.run >= first) strip[each.run - first] = Letter(each.kept);
  }
  return strip;
}

std::string VerdictText(const CaseAccount& account) {
  const KeptCase& kept = NewestOf(account).kept;
  return std::string(ToText(kept.verdict)) + (kept.known ? ", known" : "");
}

std::string SinceText(const CaseAccount& account) {
  return account.streak == 0 ? "–" : RunName(account.since);
}

std::vector<std::string> NotesOf(const TargetHistory& target, const CaseAccount& account) {
  std::vector<std::string> notes;
  const PastOutcome& newest = NewestOf(account);
  if (!newest.kept.signature.empty()) notes.push_back(newest.kept.signature);
  if (!StandingOf(newest.kept.verdict) && account.streak > 0) {
    notes.push_back("before: " + std::string(ToText(LastShown(*account.history))));
  }
  if (account.unexplained_flips > 0) {
    notes.push_back(fmt::format("flips without another stack or suite: {} of {}",
                                account.unexplained_flips, account.flips));
  }
  if (account.slower) notes.push_back(ExcessText("slower", *account.slower));
  if (account.later) notes.push_back(ExcessText("later", *account.later));
  if (newest.run + 1 != target.runs.size()) notes.push_back("last in " + RunName(newest.run));
  return notes;
}

std::vector<RunLine> NamedRuns(const ShownTarget& target) {
  const std::vector<PastRun>& runs = target.history->runs;
  std::set<std::size_t> named = {runs.size() - 1};
  for (const CaseAccount& each : target.shown) {
    if (each.streak > 0) named.insert(each.since);
    named.insert(NewestOf(each).run);
  }
  std::vector<RunLine> lines;
  for (const std::size_t each : named) {
    const PastRun& run = runs[each];
    const PastRun& before = runs[each == 0 ? 0 : each - 1];
    lines.push_back({RunName(each), run.started, BesideFormer(run.stack, before.stack),
                     BesideFormer(Shortened(run.suite_revision), Shortened(before.suite_revision)),
                     run.folder});
  }
  return lines;
}

std::string NameOf(const TargetHistory& target) {
  return target.peer_target == target.target || target.peer_target.empty()
             ? target.target
             : target.target + ", beside " + target.peer_target;
}

std::string SummaryOf(const ShownTarget& target) {
  const TargetHistory& history = *target.history;
  return fmt::format("{} run{}, {} case{}, {} not shown", history.runs.size(),
                     history.runs.size() == 1 ? "" : "s", history.cases.size(),
                     history.cases.size() == 1 ? "" : "s", target.unshown);
}

}  // namespace closespec
