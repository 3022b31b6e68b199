#include <unistd.h>

#include <iostream>
#include <set>

#include "harness/cli/commands.h"
#include "harness/sandbox/jail.h"
#include "harness/targets/installing.h"
#include "harness/targets/target.h"

namespace closespec {

namespace {

std::string Readiness(const Target& target, const std::string& name,
                      const Installation& installation) {
  if (const auto missing = WhatIsMissing(InstallPlanFor(target, installation.peer))) {
    return *missing + "; " + InstallCommand(name);
  }
  const std::string program = PlanFor(target, installation.peer).command.front();
  return ::access(program.c_str(), X_OK) == 0 ? "can run" : "cannot run: no " + program;
}

std::string Joined(const std::set<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

}  // namespace

int TargetsCommand(const Installation& installation) {
  for (const std::string& name : ShippedTargets(installation.targets)) {
    const Target target = LoadTarget(name, installation.targets);
    std::cout << name << ": " << Readiness(target, name, installation) << "\n  follows "
              << Joined(target.follows) << ", " << target.deviations.size()
              << " known deviations, on a " << ToText(target.link) << " link\n";
  }
  return kAsExpected;
}

int InstallTargetCommand(const Installation& installation, const std::string& name) {
  const Target target = LoadTarget(name, installation.targets);
  const LaunchPlan install = InstallPlanFor(target, installation.peer);
  if (!Install(install)) {
    std::cerr << "closespec: " << name << " could not be installed\n";
    return kRunBroke;
  }
  if (const auto missing = WhatIsMissing(install)) {
    std::cerr << "closespec: " << name << " was installed, and yet: " << *missing << '\n';
    return kRunBroke;
  }
  std::cout << name << ": can run\n";
  return kAsExpected;
}

int DoctorCommand(const Installation& installation) {
  const Jail jail = ProbeJail();
  const auto tell = [](const char* what, bool there) {
    std::cout << (there ? "yes  " : "no   ") << what << '\n';
  };
  tell("a user namespace, so that no root is needed", jail.user_namespace);
  tell("a process namespace, so that nothing outlives a run", jail.process_namespace);
  tell("network namespaces, so that every case has a link of its own", jail.network_namespaces);
  tell("the socket peer", ::access(installation.peer.c_str(), X_OK) == 0);
  tell("the library of planted faults", ::access(installation.faults.c_str(), R_OK) == 0);
  for (const std::string& lost : jail.limitations) std::cout << lost << '\n';
  return jail.limitations.empty() ? kAsExpected : kRunBroke;
}

}  // namespace closespec
