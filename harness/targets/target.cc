#include "harness/targets/target.h"

#include <algorithm>

#include "suites/model/loader.h"

namespace closespec {
namespace {

bool IsBroken(const CheckResult& check) {
  return check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
}

}  // namespace

LaunchPlan PlanFor(const Target& target, const std::filesystem::path& native_peer) {
  LaunchPlan plan{target.launch, target.environment};
  std::replace(plan.command.begin(), plan.command.end(), std::string("{peer}"),
               native_peer.string());
  return plan;
}

void MarkKnown(const Target& target, const std::string& today, CaseResult& result) {
  bool any = false;
  bool all = true;
  for (CheckResult& check : result.checks) {
    if (!IsBroken(check)) continue;
    const auto covers = [&](const Deviation& deviation) {
      return deviation.signature == check.signature &&
             FitsSelector(deviation.cases, result.scenario, result.id) &&
             (deviation.expires.empty() || today <= deviation.expires);
    };
    const auto deviation = std::find_if(target.deviations.begin(), target.deviations.end(), covers);
    any = true;
    if (deviation == target.deviations.end()) {
      all = false;
    } else {
      check.known = deviation->why;
    }
  }
  result.known = any && all;
}

}  // namespace closespec
