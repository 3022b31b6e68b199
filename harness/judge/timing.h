// Judges "within": how long after another step, or after its own beginning, a step ended.

#ifndef CLOSESPEC_HARNESS_JUDGE_TIMING_H_
#define CLOSESPEC_HARNESS_JUDGE_TIMING_H_

#include <cstddef>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"

namespace closespec {

Finding JudgeTiming(const Evidence& evidence, std::size_t step, int repetition,
                    const StepSpan& span);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TIMING_H_
