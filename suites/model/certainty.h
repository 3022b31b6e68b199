// For lint: checks that stand before the step which makes them certain: what the other side did is
// still on its way, and no step has waited for it.

#ifndef CLOSESPEC_SUITES_MODEL_CERTAINTY_H_
#define CLOSESPEC_SUITES_MODEL_CERTAINTY_H_

#include <string>
#include <vector>

#include "suites/model/scenario.h"

namespace closespec {

struct UncertainCheck {
  const Step* step = nullptr;   // of the case, behind its preamble
  const Step* cause = nullptr;  // what is on its way
};

std::vector<UncertainCheck> FindUncertain(const Case& examined);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_CERTAINTY_H_
