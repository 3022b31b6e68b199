// What a run will do, decided before the first process starts: which cases, against what, how many
// at once.

#ifndef CLOSESPEC_HARNESS_CLI_RUN_PLAN_H_
#define CLOSESPEC_HARNESS_CLI_RUN_PLAN_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/cli/options.h"
#include "harness/schedule/canary.h"
#include "harness/schedule/pass.h"
#include "harness/targets/target.h"
#include "suites/model/loader.h"

namespace closespec {

struct RunPlan {
  Suite suite;  // levels resolved for the target
  Target sut;
  Target peer;
  RunSelection selection;                    // before this shard was taken
  std::vector<const Case*> cases;            // of this shard
  std::string fitted_to;                     // what cases may be unfit for
  std::map<std::string, std::string> unfit;  // by case, why; may be in `cases`
  std::vector<std::string> left_out;         // what was not even selected, in sentences
  Slots slots;
  CanaryPlan canary;
  std::filesystem::path output;  // made by MakeRunFolder()
};

RunPlan PlanRun(const Installation& installation, const RunOptions& options);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_RUN_PLAN_H_
