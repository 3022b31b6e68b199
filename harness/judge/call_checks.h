// Judges what calls came to, and reads states: against an expectation, as preparation, or for the
// record.

#ifndef CLOSESPEC_HARNESS_JUDGE_CALL_CHECKS_H_
#define CLOSESPEC_HARNESS_JUDGE_CALL_CHECKS_H_

#include <cstddef>
#include <optional>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"

namespace closespec {

// A step about a call or a state: SocketCall, FinishCall, StillBlocked, WaitState, ReadState.
bool IsAboutCall(const Step& step);

// `span` is of that step and repetition.
Finding JudgeCall(const Evidence& evidence, std::size_t step, int repetition, const StepSpan& span);

// Nothing when the preparation succeeded (docs/scenario-language.md says what that is).
std::optional<Doubt> DoubtPreparation(const Evidence& evidence, std::size_t step, int repetition,
                                      const StepSpan& span);

// What the stack's profile takes; nothing where it cannot be trusted.
std::optional<std::string> RecordCall(const Evidence& evidence, std::size_t step, int repetition,
                                      const StepSpan& span);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_CALL_CHECKS_H_
