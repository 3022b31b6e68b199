#include "harness/cli/run_plan.h"

#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "harness/targets/kernel_target.h"
#include "suites/model/sha256.h"

namespace closespec {
namespace {

// What a case costs the harness: four pipes, two pidfds twice, namespace, wire end, capture, socket
// table.
constexpr int kDescriptorsPerCase = 15;
constexpr int kDescriptorsBesides = 64;
constexpr int kJobsPerCore = 24;

std::vector<const Case*> OfProfile(const std::vector<const Case*>& cases,
                                   const RunOptions& options) {
  const bool core =
      options.profile == "core" || (options.profile.empty() && options.selectors.empty());
  std::vector<const Case*> chosen;
  for (const Case* each : cases) {
    if (!core || each->priority == Priority::kCore) chosen.push_back(each);
  }
  return chosen;
}

std::vector<const Case*> OfShard(const std::vector<const Case*>& cases, const RunOptions& options) {
  std::vector<const Case*> chosen;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto shard = static_cast<int>(i % static_cast<std::size_t>(options.shard_count)) + 1;
    if (shard == options.shard_index) chosen.push_back(cases[i]);
  }
  return chosen;
}

RunSelection SelectionOf(const std::vector<const Case*>& cases, const RunOptions& options) {
  Sha256 hash;
  for (const Case* each : cases) hash.Add(each->id + "\n");
  RunSelection selection{.hash = hash.Finish(), .cases = cases.size(), .repeat = options.repeat};
  if (options.shard_count > 1) {
    selection.shard =
        std::to_string(options.shard_index) + "/" + std::to_string(options.shard_count);
  }
  return selection;
}

int ChooseJobs(const RunOptions& options, const Target& sut) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const auto most = static_cast<int>(
      std::min<rlim_t>((limit.rlim_max - kDescriptorsBesides) / kDescriptorsPerCase, 4096));
  if (options.jobs > most) {
    throw DocumentError(
        "--jobs " + std::to_string(options.jobs) + ": at most " + std::to_string(most) +
        " are possible here (" + std::to_string(kDescriptorsPerCase) +
        " descriptors a case, hard limit of open files " + std::to_string(limit.rlim_max) + ")");
  }
  int jobs = options.jobs;
  if (jobs == 0) {
    jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency())) * kJobsPerCore;
  }
  if (sut.limits.jobs != 0) jobs = std::min(jobs, sut.limits.jobs);
  // On a link that cases share, one would see the other's segments.
  if (sut.link == LinkKind::kInterface) jobs = 1;
  return std::clamp(jobs, 1, most);
}

}  // namespace

RunPlan PlanRun(const Installation& installation, const RunOptions& options) {
  RunPlan plan;
  plan.sut = options.kernel.empty() ? LoadTarget(options.target, installation.targets)
                                    : KernelTarget(options.kernel, installation.targets);
  plan.peer = LoadTarget(options.peer_target, installation.targets);
  plan.suite = LoadSuite(installation.suites);
  for (Scenario& scenario : plan.suite.scenarios) {
    for (Case& each : scenario.cases) {
      ResolveLevels(plan.suite.requirements, plan.sut.follows, each);
    }
  }
  const auto selected = OfProfile(SelectCases(plan.suite, options.selectors), options);
  plan.selection = SelectionOf(selected, options);
  plan.cases = OfShard(selected, options);
  if (plan.cases.empty()) throw NothingSelected("no case is left of this profile and shard");
  plan.jobs = ChooseJobs(options, plan.sut);
  return plan;
}

}  // namespace closespec
