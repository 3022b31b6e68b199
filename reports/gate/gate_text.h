// What the gate found, for people and for programs.

#ifndef CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_
#define CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_

#include <iosfwd>
#include <optional>
#include <string>

#include "reports/diff/case_look.h"
#include "reports/diff/diff_text.h"
#include "reports/gate/gate.h"

namespace closespec {

// What somebody has to act on, by class, with the ladders of what is red; then the counts, and in
// the last line red or green.
void PrintGate(std::ostream& out, const GateReport& report, const CaseLook& look);

// What the run was held to.
struct GateMeasure {
  std::optional<NamedRun> baseline;
  std::string expectations;  // the file; or empty
};

// One JSON document, as gate.schema.json has it: what was found, and all that somebody may act on.
void PrintGateJson(std::ostream& out, const NamedRun& run, const GateMeasure& measure,
                   const GateReport& report);

// Why the case is in its class: both its facts, and each broken check with who knows it.
void PrintExplanation(std::ostream& out, const GatePolicy& policy, const GateOutcome& outcome,
                      const CaseLook& look);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_GATE_TEXT_H_
