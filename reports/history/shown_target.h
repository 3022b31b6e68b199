// What of a history is shown, and the words for it that every form of it uses.

#ifndef CLOSESPEC_REPORTS_HISTORY_SHOWN_TARGET_H_
#define CLOSESPEC_REPORTS_HISTORY_SHOWN_TARGET_H_

#include <string>
#include <vector>

#include "reports/history/case_account.h"

namespace closespec {

struct ShownTarget {
  const TargetHistory* history = nullptr;
  std::vector<CaseAccount> shown;  // the worst first, and of these the newest
  std::size_t unshown = 0;         // cases of which there is nothing to say
};

struct HistorySelector {
  std::string text;                    // id, prefix, pattern, "chapter:linger", "clause:seed-19"
  std::vector<std::string> scenarios;  // of a clause: those that cite it
};

// Every case that fits a selector is shown, and no target that has none. Without selectors: what is
// notable. Points into `targets`. NothingSelected: a selector fits no case.
std::vector<ShownTarget> Choose(const std::vector<TargetHistory>& targets,
                                const std::vector<HistorySelector>& selectors);

inline constexpr std::size_t kStripLength = 20;
// The newest runs of the target, kStripLength at most, the newest last; a character each.
std::string StripOf(const TargetHistory& target, const CaseHistory& history);
// Of its characters.
inline constexpr const char* kStripKey =
    ". met  d deviates  F fails  u unsupported  ? nothing shown  blank: not in that run";

// The newest verdict: "fail", "fail, known".
std::string VerdictText(const CaseAccount& account);
// "run 18": the first of the streak; "–" where no run showed anything.
std::string SinceText(const CaseAccount& account);
// The signature, flips, slower and later, and that the newest run did not have it; a line each.
std::vector<std::string> NotesOf(const TargetHistory& target, const CaseAccount& account);

// A run as it is listed beside the run before it.
struct RunLine {
  std::string name;   // "run 18"
  std::string began;  // UTC
  std::string stack;  // "linux-6.12 (was linux-6.1)"
  std::string suite;  // the same of its revision
  std::string folder;
};
// Those runs that the accounts name, and the newest; in their order.
std::vector<RunLine> NamedRuns(const ShownTarget& target);

// "linux", or "linux, beside lwip".
std::string NameOf(const TargetHistory& target);
// "12 cases of 5000 are shown ..."
std::string SummaryOf(const ShownTarget& target);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_SHOWN_TARGET_H_
