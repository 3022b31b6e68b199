#include <unistd.h>

#include <iostream>

#include "harness/cli/commands.h"
#include "harness/sandbox/jail.h"
#include "harness/targets/target.h"

namespace closespec {

int TargetsCommand(const Installation& installation) {
  for (const std::string& name : ShippedTargets(installation.targets)) {
    const Target target = LoadTarget(name, installation.targets);
    const LaunchPlan plan = PlanFor(target, installation.peer);
    const bool can_run = ::access(plan.command.front().c_str(), X_OK) == 0;
    std::cout << name << ": " << (can_run ? "can run" : "cannot run: no " + plan.command.front())
              << ", " << target.deviations.size() << " known deviations, follows";
    for (const std::string& text : target.follows) std::cout << ' ' << text;
    std::cout << '\n';
  }
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
