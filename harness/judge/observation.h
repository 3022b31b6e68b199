// What a step about a call or a state observed, whichever entries of the journal say it.

#ifndef CLOSESPEC_HARNESS_JUDGE_OBSERVATION_H_
#define CLOSESPEC_HARNESS_JUDGE_OBSERVATION_H_

#include <cstddef>
#include <optional>
#include <string>

#include "harness/judge/evidence.h"

namespace closespec {

struct Observation {
  Actor actor = Actor::kSut;
  std::string action;  // of the call, also where the step only waits for it
  std::string on;
  std::string in;
  const CallSpan* call = nullptr;
  Outcome outcome;  // blocked when the call had not returned as the step ended
  std::optional<std::size_t> entry;
  bool nobody_could_tell = false;  // of a state
};

Observation Observe(const Evidence& evidence, std::size_t step, int repetition,
                    const StepSpan& span);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_OBSERVATION_H_
