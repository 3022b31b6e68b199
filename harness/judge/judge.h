// The judge: a pure function of case and journal. It touches no clock, file or process, so a
// recorded run can be judged again and must come out the same.

#ifndef CLOSESPEC_HARNESS_JUDGE_JUDGE_H_
#define CLOSESPEC_HARNESS_JUDGE_JUDGE_H_

#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

// `judged` has its levels resolved for the target (ResolveLevels).
CaseResult Judge(const Case& judged, const Journal& journal);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_JUDGE_H_
