// Makes the cases of a scenario: its parameters filled in, its preamble in front.

#ifndef CLOSESPEC_SUITES_MODEL_EXPAND_H_
#define CLOSESPEC_SUITES_MODEL_EXPAND_H_

#include <string>

#include "suites/model/document.h"
#include "suites/model/preambles.h"
#include "suites/model/scenario.h"

namespace closespec {

// The scenario with its cases. `preambles` have been checked.
Scenario ParseScenario(const Document& document, const std::string& id,
                       const Requirements& requirements, const Preambles& preambles);

// Throws if the steps of the preamble and of what it builds on do not fit together.
void CheckPreambleSteps(const Preambles& preambles, const std::string& name,
                        const Requirements& requirements, Actor opener);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_EXPAND_H_
