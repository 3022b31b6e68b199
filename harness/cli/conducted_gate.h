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

// DocumentError unless the run in the folder `baseline`, whose head this is, can be a baseline of
// one with that kind of sockets: it is whole, and what is expected of one kind says nothing of
// another.
void RequireBaseline(const std::filesystem::path& baseline, const Run& head, SocketKind sockets);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_CONDUCTED_GATE_H_
