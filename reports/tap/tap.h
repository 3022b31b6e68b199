// Test Anything Protocol, version 14: a test point for each case, with a YAML block where something
// is to be told.
//
// A fail that the target knows is "not ok # TODO", unsupported "ok # SKIP". A run that did not
// finish bails out.

#ifndef CLOSESPEC_REPORTS_TAP_TAP_H_
#define CLOSESPEC_REPORTS_TAP_TAP_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteTap(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TAP_TAP_H_
