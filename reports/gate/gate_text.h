// What the gate found, for people.

#ifndef CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_
#define CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_

#include <iosfwd>

#include "reports/diff/case_look.h"
#include "reports/gate/gate.h"

namespace closespec {

// What somebody has to act on, by class, with the ladders of what is red; then the counts, and in
// the last line red or green.
void PrintGate(std::ostream& out, const GateReport& report, const CaseLook& look);

// Why the case is in its class: both its facts, and each broken check with who knows it.
void PrintExplanation(std::ostream& out, const GatePolicy& policy, const GateOutcome& outcome,
                      const CaseLook& look);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_
