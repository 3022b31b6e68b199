// Histories of one target, for tests.

#ifndef CLOSESPEC_REPORTS_HISTORY_SAMPLE_HISTORY_H_
#define CLOSESPEC_REPORTS_HISTORY_SAMPLE_HISTORY_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/history/target_history.h"

namespace closespec {

// "..F?" as StripOf writes it: what the case did in run after run, each time in `duration`.
inline CaseHistory CaseOf(const std::string& id, std::string_view strip,
                          std::chrono::microseconds duration = std::chrono::milliseconds(50)) {
  CaseHistory history{.id = id};
  for (std::size_t i = 0; i < strip.size(); ++i) {
    KeptCase kept{.duration = duration};
    if (strip[i] == ' ') continue;
    if (strip[i] == 'd') kept.verdict = Verdict::kDeviates;
    if (strip[i] == 'u') kept.verdict = Verdict::kUnsupported;
    if (strip[i] == '?') kept.verdict = Verdict::kInconclusive;
    if (strip[i] == 'F') kept.verdict = Verdict::kFail;
    if (strip[i] == 'F') kept.signature = "peer.recv#1: returned 0, expected ECONNRESET";
    history.outcomes.push_back({i, kept});
  }
  return history;
}

// A run a day of one stack and one suite.
inline TargetHistory HistoryOf(std::vector<CaseHistory> cases) {
  TargetHistory target{.target = "acme", .peer_target = "linux", .cases = std::move(cases)};
  std::size_t runs = 0;
  for (const CaseHistory& each : target.cases) {
    runs = std::max(runs, each.outcomes.back().run + 1);
  }
  for (std::size_t i = 0; i < runs; ++i) {
    target.runs.push_back({"acme-7.1", "linux-6.18", "c0ffee", "0.1.0",
                           "2026-11-" + std::to_string(i + 10) + "T10:00:00Z",
                           "results/" + std::to_string(i + 10)});
  }
  return target;
}

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_SAMPLE_HISTORY_H_
