// SARIF 2.1.0: a result for each check that broke a clause, with the clause as its rule.
//
// A MUST is an error, a SHOULD a warning; what the target knows is suppressed. Cases that prove
// nothing (error, inconclusive) are notifications of the invocation.

#ifndef CLOSESPEC_REPORTS_SARIF_SARIF_H_
#define CLOSESPEC_REPORTS_SARIF_SARIF_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteSarif(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_SARIF_SARIF_H_
