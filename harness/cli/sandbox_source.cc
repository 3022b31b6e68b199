#include "harness/cli/sandbox_source.h"

#include <memory>

namespace closespec {

SandboxSource SandboxSourceOf(const Jail& jail) {
  SandboxSource source;
  if (jail.network_namespaces) {
    // Where none can be made, the cases that need it say why.
    auto wire = std::make_shared<Result<LinkKind>>(BestWireLink());
    source.plan_of = [wire](const Case& run) {
      return SandboxPlan{.link = run.wire_peer && wire->ok() ? **wire : LinkKind::kLoopback};
    };
    source.lacks = [wire](const Case& run) -> std::optional<std::string> {
      if (!run.wire_peer || wire->ok()) return std::nullopt;
      return "no link for a wire peer: " + wire->trouble().what;
    };
    source.make = [](const SandboxPlan& plan) { return MakeSandbox(plan); };
  } else {
    source.lacks = [](const Case& run) -> std::optional<std::string> {
      if (!run.wire_peer) return std::nullopt;
      return "no network namespace for a wire peer's link";
    };
    source.make = [](const SandboxPlan&) { return MakePlainSandbox(); };
  }
  return source;
}

}  // namespace closespec
