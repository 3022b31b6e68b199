// Shows what went wrong in a case: verdict and who is to act, the ladder, the clause's words, and
// the command that repeats it.

#ifndef CLOSESPEC_REPORTS_TERMINAL_FAILURE_H_
#define CLOSESPEC_REPORTS_TERMINAL_FAILURE_H_

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "reports/terminal/look.h"
#include "suites/model/journal.h"
#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// What is the same for all failures of a run.
struct FailureContext {
  const Requirements& requirements;
  Look look;
  std::string repeat = "closespec run";  // the command up to the case's id, with its target
  std::uint64_t seed = 0;
  std::string folder;  // the run's own, for where the evidence is
};

void PrintFailure(std::ostream& out, const FailureContext& context, const Case& judged,
                  const CaseResult& result, const Journal& journal);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_FAILURE_H_
