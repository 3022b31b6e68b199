#include "harness/targets/target.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <system_error>

#include "suites/model/loader.h"

namespace closespec {
namespace {

// As a shell finds it; itself where there is none, so that the trouble names it.
std::string FindProgram(const std::string& name) {
  const char* path = std::getenv("PATH");
  if (path == nullptr || name.find('/') != std::string::npos) return name;
  std::istringstream folders(path);
  std::error_code ignored;
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path file = std::filesystem::path(folder) / name;
    if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0)
      return file.string();
  }
  return name;
}

std::string Filled(std::string text, const Target& target,
                   const std::filesystem::path& native_peer) {
  const std::pair<std::string_view, std::string> places[] = {
      {"{peer}", native_peer.string()},
      {"{programs}", native_peer.parent_path().string()},
      {"{folder}", target.folder.string()}};
  for (const auto& [place, filling] : places) {
    for (auto at = text.find(place); at != std::string::npos;
         at = text.find(place, at + filling.size())) {
      text.replace(at, place.size(), filling);
    }
  }
  return text;
}

LaunchPlan Filled(LaunchPlan plan, const Target& target, const std::filesystem::path& native_peer) {
  for (std::string& word : plan.command) word = Filled(std::move(word), target, native_peer);
  for (auto& [name, value] : plan.environment) {
    value = Filled(std::move(value), target, native_peer);
  }
  if (!plan.command.empty()) plan.command.front() = FindProgram(plan.command.front());
  return plan;
}

bool IsBroken(const CheckResult& check) {
  return check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
}

}  // namespace

LaunchPlan PlanFor(const Target& target, const std::filesystem::path& native_peer) {
  return Filled({target.launch, target.environment}, target, native_peer);
}

LaunchPlan InstallPlanFor(const Target& target, const std::filesystem::path& native_peer) {
  return Filled({target.install, {}}, target, native_peer);
}

LaunchPlan ResetPlanFor(const Target& target, const std::filesystem::path& native_peer) {
  return Filled({target.limits.reset, {}}, target, native_peer);
}

bool HasAddress(const Target& target, Family family) {
  const Addresses& addresses = target.interface.sut;
  return !target.server || !(family == Family::kIpv6 ? addresses.ipv6 : addresses.ipv4).empty();
}

LinkEnd EndOf(const Target& target) {
  switch (target.link) {
    case LinkKind::kLoopback:
    case LinkKind::kInterface:
      return LinkEnd::kKernel;
    case LinkKind::kTun:
    case LinkKind::kTap:
      return LinkEnd::kDescriptor;
    case LinkKind::kVeth:
      return LinkEnd::kNamespace;
  }
  return LinkEnd::kKernel;
}

void MarkKnown(const Target& target, const std::string& today, CaseResult& result) {
  bool any = false;
  bool all = true;
  for (CheckResult& check : result.checks) {
    if (!IsBroken(check)) continue;
    const auto covers = [&](const Deviation& deviation) {
      return deviation.signature == check.signature &&
             FitsSelector(deviation.cases, result.scenario, result.id) &&
             !HasExpired(deviation, today);
    };
    const auto deviation = std::find_if(target.deviations.begin(), target.deviations.end(), covers);
    const bool covered = deviation != target.deviations.end();
    if (covered) check.known = deviation->why;
    // Beside a fail, a SHOULD that is not met weighs nothing.
    if (check.verdict != result.verdict) continue;
    any = true;
    all &= covered;
  }
  result.known = any && all;
}

}  // namespace closespec
