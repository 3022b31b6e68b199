// Judges "within": how long after another step, or after its own beginning, a step ended. Between
// two segments the capture's times count.

#ifndef CLOSESPEC_HARNESS_JUDGE_TIMING_H_
#define CLOSESPEC_HARNESS_JUDGE_TIMING_H_

#include <cstddef>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"
#include "harness/judge/wire_checks.h"

namespace closespec {

// `wire` has judged the step already.
Finding JudgeTiming(const Evidence& evidence, const WireChecks& wire, std::size_t step,
                    int repetition, const StepSpan& span);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TIMING_H_
