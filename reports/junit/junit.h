// JUnit XML, as Jenkins, GitLab and others read it: a test suite for each chapter.
//
// fail becomes a failure, error and inconclusive an error, unsupported and a fail that the target
// knows are skipped and say why. deviates passes and leaves its account in system-out. Verdict,
// attempts and lateness are properties of the test case.

#ifndef CLOSESPEC_REPORTS_JUNIT_JUNIT_H_
#define CLOSESPEC_REPORTS_JUNIT_JUNIT_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteJunit(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JUNIT_JUNIT_H_
