// A planned run, conducted: the sandboxes, both stacks' greetings, the schedule, the results.

#ifndef CLOSESPEC_HARNESS_CLI_CONDUCT_RUN_H_
#define CLOSESPEC_HARNESS_CLI_CONDUCT_RUN_H_

#include <iosfwd>

#include "harness/cli/options.h"
#include "harness/cli/run_plan.h"
#include "harness/conductor/own_kernel.h"
#include "harness/sandbox/jail.h"

namespace closespec {

// Leaves results.json and evidence in `plan.output`, shows progress on standard error, and failures
// and the summary on `out`. Gives the exit code of the run. Called in the jail; `kernel` was made
// outside.
int ConductRun(const Installation& installation, const RunOptions& options, const RunPlan& plan,
               const Jail& jail, OwnKernel& kernel, std::ostream& out);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_CONDUCT_RUN_H_
