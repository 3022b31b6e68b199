#include "harness/cli/interface_source.h"

namespace closespec {
namespace {

SandboxPlan PlanFor(bool wire_peer) {
  return {.link = LinkKind::kInterface,
          .ends = {.peer = wire_peer ? LinkEnd::kDescriptor : LinkEnd::kKernel}};
}

const std::string& Of(const Addresses& addresses, Family family) {
  return family == Family::kIpv6 ? addresses.ipv6 : addresses.ipv4;
}

std::optional<std::string> LackOf(const InterfaceLink& link, const Case& run) {
  const std::string family(ToText(run.family));
  if (Of(link.sut, run.family).empty()) return "the target names no " + family + " address";
  if (run.wire_peer && Of(link.wire, run.family).empty()) {
    return "the target names no " + family + " address for a wire peer (link/wire)";
  }
  if (!run.wire_peer && Of(link.own, run.family).empty()) {
    return "the target names no " + family + " address of this machine (link/own)";
  }
  if (!run.settings.empty()) {
    return "nobody here can set " + run.settings.front().first + " behind an interface";
  }
  return std::nullopt;
}

// What stands in the way of all cases.
std::optional<std::string> Obstacle(const Target& sut, const Target& peer) {
  if (peer.link != LinkKind::kLoopback) {
    return "the peer of a stack behind an interface is this machine's kernel or a wire peer";
  }
  const auto trial = MakeInterfaceSandbox(sut.interface, LinkEnd::kKernel);
  if (trial) return std::nullopt;
  return "interface " + sut.interface.device + ": " + trial.trouble().what +
         " (it takes real root, or a network namespace of one's own)";
}

}  // namespace

SandboxSource InterfaceSourceOf(const Target& sut, const Target& peer) {
  SandboxSource source;
  source.plan_of = [](const Case& run) { return PlanFor(run.wire_peer.has_value()); };
  source.lacks = [link = sut.interface, obstacle = Obstacle(sut, peer)](const Case& run) {
    return obstacle ? obstacle : LackOf(link, run);
  };
  source.make = [link = sut.interface](const SandboxPlan& plan) {
    return MakeInterfaceSandbox(link, plan.ends.peer);
  };
  source.sample = PlanFor(/*wire_peer=*/false);
  return source;
}

}  // namespace closespec
