#include "harness/qualify/bundle/not_run.h"

#include <algorithm>

#include "harness/targets/target_lacks.h"
#include "harness/targets/target_settings.h"

namespace closespec {
namespace {

// As TryOut() says it.
bool SaysRefused(const Settings& settings, const std::string& reason) {
  return std::ranges::any_of(settings, [&reason](const auto& setting) {
    return reason.starts_with(CannotSet(setting.first, " to " + setting.second + ": "));
  });
}

}  // namespace

std::optional<std::string> NotRun::ProblemOf(const Case& run, const std::string& reason) {
  if (const auto lack = LackOfTarget(target_, run)) {
    if (*lack == reason) return std::nullopt;
    return "did not run for another reason than the target's (" + *lack + "): " + reason;
  }
  if (!SaysRefused(run.settings, reason)) {
    return "did not run for a reason that nothing here shows: " + reason;
  }
  if (refused_.try_emplace(run.settings, reason).first->second != reason) {
    return "did not run for another reason than cases of the same settings: " + reason;
  }
  ++on_the_runs_word_;
  return std::nullopt;
}

std::vector<std::string> NotRun::Contradictions() const {
  std::vector<std::string> contradictions;
  for (const auto& [settings, reason] : refused_) {
    if (conducted_.contains(settings)) {
      contradictions.push_back(
          "there are cases that ran with the same settings, and cases where \"" + reason + '"');
    }
  }
  return contradictions;
}

}  // namespace closespec
