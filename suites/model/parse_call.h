// Reads the steps that speak of socket calls: the rows of the action table and `finish`,
// `still_blocked`, `wait_state` and `state`.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_CALL_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_CALL_H_

#include "suites/model/parse_step.h"

namespace closespec {

// Sets the action and the expectation of `step`; notes what the call needs and makes.
void ParseCall(const StepContext& context, const Node& node, Actor actor, const Node& action,
               Step& step);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_CALL_H_
