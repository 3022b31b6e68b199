// Annotations as commands of a GitHub workflow: fail, error and inconclusive are errors, deviates
// are warnings, and a fail that the target knows is a notice.
//
// GitHub shows ten of each kind for a step: the most important stand first, cases of one scenario
// that fell for the same reason are one, and a tenth says how many are left out.

#ifndef CLOSESPEC_REPORTS_GITHUB_GITHUB_H_
#define CLOSESPEC_REPORTS_GITHUB_GITHUB_H_

#include <iosfwd>

#include "reports/results/recorded_run.h"

namespace closespec {

void WriteGithub(std::ostream& out, const RecordedRun& recorded);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GITHUB_GITHUB_H_
