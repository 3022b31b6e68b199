#include "harness/cli/sandbox_source.h"

namespace closespec {

SandboxSource SandboxSourceOf(const Jail& jail) {
  SandboxSource source;
  if (jail.network_namespaces) {
    source.make = [](const SandboxPlan& plan) { return MakeSandbox(plan); };
  } else {
    source.make = [](const SandboxPlan&) { return MakePlainSandbox(); };
  }
  return source;
}

}  // namespace closespec
