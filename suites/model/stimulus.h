// The hash of everything that the conductor does in a case. Two journals of the same stimulus can
// be judged by the same case; expectations, clauses and words for people are not part of it.

#ifndef CLOSESPEC_SUITES_MODEL_STIMULUS_H_
#define CLOSESPEC_SUITES_MODEL_STIMULUS_H_

#include <string>

#include "suites/model/scenario.h"

namespace closespec {

std::string StimulusOf(const Case& conducted);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_STIMULUS_H_
