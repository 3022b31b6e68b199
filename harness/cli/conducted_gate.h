// A gate that runs its cases itself and repeats what is red until it is known whether it is so
// every time.

#ifndef CLOSESPEC_HARNESS_CLI_CONDUCTED_GATE_H_
#define CLOSESPEC_HARNESS_CLI_CONDUCTED_GATE_H_

#include <filesystem>

#include "harness/cli/options.h"
#include "reports/diff/case_facts.h"
#include "reports/gate/gate.h"

namespace closespec {

struct GateRun {
  std::filesystem::path folder;  // that evidence is below; empty: there is no such run
  RunFacts facts;
};

struct GateRuns {
  GateRun baseline;
  GateRun run;
};

// With --against both stacks are run in turns, part by part, so that whatever else the machine does
// meets both. A baseline is cut to the cases that are selected.
GateRuns ConductGate(const Installation& installation, const GateOptions& options,
                     const GatePolicy& policy);

// What is expected of one kind of sockets says nothing of another: DocumentError. `head`: of the
// run in the folder `baseline`.
void RequireSameSockets(const std::filesystem::path& baseline, const Run& head, SocketKind found);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_CONDUCTED_GATE_H_
