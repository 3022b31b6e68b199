// Which clauses have checks, as a table for people and as CSV (RFC 4180) for a trace of clauses.

#ifndef CLOSESPEC_REPORTS_TERMINAL_COVERAGE_TABLE_H_
#define CLOSESPEC_REPORTS_TERMINAL_COVERAGE_TABLE_H_

#include <map>
#include <span>
#include <string>
#include <utility>

#include "reports/results/results.h"
#include "suites/model/coverage.h"

namespace closespec {

// What the checks of a run came to: by clause and scenario, the worst.
class ClauseVerdicts {
 public:
  void Add(const CaseResult& result);
  [[nodiscard]] std::optional<Verdict> Of(const std::string& clause,
                                          const std::string& scenario) const;

 private:
  std::map<std::pair<std::string, std::string>, Verdict> worst_;
};

// The shares by text, then each clause with its scenarios, then each scenario with its clauses.
std::string CoverageText(std::span<const ClauseCoverage> coverage, const ClauseVerdicts& verdicts);

// A line for each clause and scenario; a clause without one has the reason instead.
std::string CoverageCsv(std::span<const ClauseCoverage> coverage, const ClauseVerdicts& verdicts);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_COVERAGE_TABLE_H_
