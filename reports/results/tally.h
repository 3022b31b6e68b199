// Counts cases by verdict and chapter while they come in, so that nobody has to keep them.
//
//   Tally tally;
//   tally.Add(result);
//   tally.total.Of(Verdict::kFail) ...

#ifndef CLOSESPEC_REPORTS_RESULTS_TALLY_H_
#define CLOSESPEC_REPORTS_RESULTS_TALLY_H_

#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>

#include "reports/results/results.h"

namespace closespec {

inline constexpr std::array kAllVerdicts = {
    Verdict::kPass,  Verdict::kPermitted, Verdict::kDeviates,   Verdict::kInconclusive,
    Verdict::kError, Verdict::kFail,      Verdict::kUnsupported};

struct VerdictCounts {
  std::array<std::size_t, kAllVerdicts.size()> by_verdict{};
  std::size_t known = 0;  // of them: every broken check is covered by a deviation
  std::size_t rerun = 0;  // of them: inconclusive before

  [[nodiscard]] std::size_t Of(Verdict verdict) const {
    return by_verdict.at(static_cast<std::size_t>(verdict));
  }
  [[nodiscard]] std::size_t Cases() const {
    return std::accumulate(by_verdict.begin(), by_verdict.end(), std::size_t{0});
  }
  void Add(const CaseResult& result) {
    ++by_verdict.at(static_cast<std::size_t>(result.verdict));
    known += result.known ? 1 : 0;
    rerun += result.attempts > 1 ? 1 : 0;
  }
  bool operator==(const VerdictCounts&) const = default;
};

struct Tally {
  VerdictCounts total;
  std::map<std::string, VerdictCounts, std::less<>> chapters;

  void Add(const CaseResult& result) {
    total.Add(result);
    chapters[result.chapter].Add(result);
  }
  bool operator==(const Tally&) const = default;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_TALLY_H_
