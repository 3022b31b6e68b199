// Common Test Report Format (JSON), specification 1.0.0.
//
// unsupported and a fail that the target knows are skipped; fail, error and inconclusive are
// failed; all others passed. rawStatus is the verdict.

#ifndef CLOSESPEC_REPORTS_CTRF_CTRF_H_
#define CLOSESPEC_REPORTS_CTRF_CTRF_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteCtrf(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_CTRF_CTRF_H_
