// What a step demands of the stack, in words: "ECONNRESET", "never FIN", "to be blocked".

#ifndef CLOSESPEC_HARNESS_JUDGE_DEMAND_H_
#define CLOSESPEC_HARNESS_JUDGE_DEMAND_H_

#include <string>

#include "suites/model/scenario.h"

namespace closespec {

// Empty where the step demands nothing.
std::string DemandOf(const Step& step);
std::string DemandOf(const AwaitSegment& wanted);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_DEMAND_H_
