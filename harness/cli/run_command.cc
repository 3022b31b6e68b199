#include <deque>
#include <iostream>
#include <sstream>

#include "harness/cli/commands.h"
#include "harness/cli/conduct_run.h"
#include "harness/cli/run_folder.h"
#include "harness/cli/standard_output.h"
#include "harness/targets/installing.h"

namespace closespec {

int RunCommand(const Installation& installation, const RunOptions& options) {
  // Never freed: that would take half a second at the end of the process.
  static std::deque<RunPlan>& plans = *new std::deque<RunPlan>();
  RunPlan& plan = plans.emplace_back(PlanRun(installation, options));
  // Whatever kernel it is, it has to be booted once.
  if (!options.kernel.empty() && !Install(InstallPlanFor(plan.sut, installation.peer))) {
    std::cerr << "closespec: " << options.kernel.string() << " cannot be run\n";
    return kRunBroke;
  }
  plan.output = MakeRunFolder(options.output);
  if (options.output.empty()) PointLatestAt(plan.output);
  // The rights of a user namespace end at the interfaces of the machine.
  const JailRequest request{.user_namespace = plan.sut.link != LinkKind::kInterface};
  OwnKernel kernel;
  std::ostringstream unheard;
  std::ostream& out = options.quiet ? unheard : std::cout;
  return RunInJail(
      [&](const Jail& jail) {
        return AllSaid(ConductRun(installation, options, plan, jail, kernel, out));
      },
      request);
}

}  // namespace closespec
