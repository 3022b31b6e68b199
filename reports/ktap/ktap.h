// KTAP version 1, as the kernel's selftests speak it; what is told of a case stands in front of it.
//
// A fail that the target knows is "ok # XFAIL", unsupported "ok # SKIP", error and inconclusive
// "not ok # ERROR". A run that did not finish bails out.

#ifndef CLOSESPEC_REPORTS_KTAP_KTAP_H_
#define CLOSESPEC_REPORTS_KTAP_KTAP_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteKtap(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_KTAP_KTAP_H_
