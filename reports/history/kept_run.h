// What a history keeps of a run: of each case the verdict and how long it took, but not its checks.
// All repetitions of a case are one.
//
//   const KeptRun run = ReadKeptRun("closespec-results/latest");

#ifndef CLOSESPEC_REPORTS_HISTORY_KEPT_RUN_H_
#define CLOSESPEC_REPORTS_HISTORY_KEPT_RUN_H_

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace closespec {

struct KeptCase {
  std::string id;
  Verdict verdict = Verdict::kPass;       // the worst of its repetitions
  bool known = false;                     // every broken check is covered by a deviation
  std::string signature;                  // of a check that made the verdict; empty: none did
  std::chrono::microseconds duration{0};  // the median of its repetitions
  std::chrono::milliseconds lateness{0};  // of the harness; the same

  bool operator==(const KeptCase&) const = default;
};

struct KeptRun {
  std::string digest;  // SHA-256 of its results.json, by which it is known again
  std::string folder;
  Run head;                     // without cases
  std::vector<KeptCase> cases;  // by id, each once
};

// `folder`: a run's output. DocumentError when its results.json is malformed, did not come to its
// end, or is but a shard.
KeptRun ReadKeptRun(const std::filesystem::path& folder);

// The middle of `values`, the greater of two; not of none.
std::chrono::microseconds MedianOf(std::vector<std::chrono::microseconds> values);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_KEPT_RUN_H_
