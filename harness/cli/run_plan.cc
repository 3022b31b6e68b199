#include "harness/cli/run_plan.h"

#include <sys/resource.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <thread>
#include <utility>

#include "harness/cli/dealing.h"
#include "harness/cli/server_way.h"
#include "harness/targets/kernel_target.h"
#include "suites/model/fit.h"
#include "suites/model/sha256.h"

namespace closespec {
namespace {

// What a case costs the harness: four pipes, two pidfds twice, namespace, wire end, capture, socket
// table.
constexpr int kDescriptorsPerCase = 15;
constexpr int kDescriptorsBesides = 64;
constexpr int kJobsPerCore = 24;
// Cases of long waits, beside the jobs where nobody says how many these shall be.
constexpr int kMostWaiting = 128;

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
  const Shard shard{options.shard_index, options.shard_count};
  if (options.durations.empty()) return DealtInTurn(cases, shard);
  return DealtByDuration(cases, shard, DurationsOf(options.durations));
}

// A server makes no calls for us, and another kind of socket means something else by some: the
// cases become what there is to be run.
void FitCases(SocketKind socket, RunPlan& plan) {
  const FitTo to{plan.sut.server, socket};
  for (Scenario& scenario : plan.suite.scenarios) {
    for (Case& each : scenario.cases) {
      if (to.server && !HasAddress(plan.sut, each.family)) {
        plan.unfit[each.id] = "the server has no " + std::string(ToText(each.family)) + " address";
      } else if (const auto unfit = Fit(to, each)) {
        plan.unfit[each.id] = unfit->why;
      }
    }
  }
}

void UseSockets(SocketKind kind, RunPlan& plan) {
  if (plan.sut.server) {
    throw DocumentError("--socket " + std::string(ToText(kind)) + ": " + plan.sut.name +
                        " is a server, whose sockets nobody here makes");
  }
  std::ranges::copy(plan.sut.socket_deviations[kind], std::back_inserter(plan.sut.deviations));
  plan.fitted_to.append(" with --socket ").append(ToText(kind));
}

// Whoever names cases shall hear of each; whoever names none, how many are left out and why.
void LeaveOutUnfit(RunPlan& plan) {
  std::map<std::string, std::size_t> counts;
  const std::size_t before = plan.cases.size();
  std::erase_if(plan.cases, [&](const Case* each) {
    const auto unfit = plan.unfit.find(each->id);
    if (unfit != plan.unfit.end()) ++counts[unfit->second];
    return unfit != plan.unfit.end();
  });
  if (counts.empty()) return;
  plan.left_out.push_back(std::to_string(before - plan.cases.size()) + " of " +
                          std::to_string(before) + " cases are not for " + plan.fitted_to + ":");
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::ranges::greater(), &decltype(sorted)::value_type::second);
  for (const auto& [why, count] : sorted) {
    plan.left_out.push_back(std::to_string(count) + ": " + why);
  }
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

Slots ChooseSlots(const RunOptions& options, const Target& sut) {
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
  jobs = std::clamp(jobs, 1, most);
  const bool is_free =
      options.jobs == 0 && sut.limits.jobs == 0 && sut.link != LinkKind::kInterface;
  const int waiting = is_free ? std::min(kMostWaiting, most - jobs) : 0;
  return {static_cast<std::size_t>(jobs), static_cast<std::size_t>(waiting)};
}

CanaryPlan CanaryOf(const RunPlan& plan) {
  if (!plan.sut.canary) return {};
  const std::string& case_id = plan.sut.canary->case_id;
  const auto wrong = [&](const std::string& why) {
    return DocumentError("target " + plan.sut.name + ": /canary/case: \"" + case_id + "\": " + why);
  };
  if (const auto unfit = plan.unfit.find(case_id); unfit != plan.unfit.end()) {
    throw wrong(unfit->second);
  }
  for (const Scenario& scenario : plan.suite.scenarios) {
    for (const Case& each : scenario.cases) {
      if (each.id == case_id) return {&each, plan.sut.canary->every};
    }
  }
  throw wrong("the suite has no such case");
}

}  // namespace

RunPlan PlanRun(const Installation& installation, const RunOptions& options) {
  RunPlan plan;
  plan.sut = options.kernel.empty() ? LoadTarget(options.target, installation.targets)
                                    : KernelTarget(options.kernel, installation.targets);
  FindWay(options.wire_address, plan.sut);
  plan.peer = LoadTarget(options.peer_target, installation.targets);
  std::vector<std::string> needed = options.selectors;
  if (plan.sut.canary && !needed.empty()) needed.push_back(plan.sut.canary->case_id);
  plan.suite = LoadSuite(installation.suites, needed);
  for (Scenario& scenario : plan.suite.scenarios) {
    for (Case& each : scenario.cases) {
      ResolveLevels(plan.suite.requirements, plan.sut.follows, each);
    }
  }
  plan.fitted_to = plan.sut.name;
  if (options.socket != SocketKind::kTcp) UseSockets(options.socket, plan);
  FitCases(options.socket, plan);
  plan.cases = OfProfile(SelectCases(plan.suite, options.selectors), options);
  if (options.selectors.empty()) LeaveOutUnfit(plan);
  plan.selection = SelectionOf(plan.cases, options);
  plan.cases = OfShard(plan.cases, options);
  if (plan.cases.empty()) throw NothingSelected("no case is left of this profile and shard");
  plan.slots = ChooseSlots(options, plan.sut);
  plan.canary = CanaryOf(plan);
  return plan;
}

}  // namespace closespec
