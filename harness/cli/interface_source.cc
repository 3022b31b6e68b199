#include "harness/cli/interface_source.h"

#include <atomic>
#include <chrono>
#include <memory>

#include "harness/sandbox/free_address.h"
#include "harness/targets/target_lacks.h"

namespace closespec {
namespace {

SandboxPlan PlanFor(bool wire_peer) {
  return {.link = LinkKind::kInterface,
          .ends = {.peer = wire_peer ? LinkEnd::kDescriptor : LinkEnd::kKernel}};
}

// What stands in the way of all cases.
std::optional<std::string> Obstacle(const Target& sut, const Target& peer) {
  if (peer.link != LinkKind::kLoopback) {
    return "the peer of a stack behind an interface is this machine's kernel or a wire peer";
  }
  const auto trial = MakeInterfaceSandbox(sut.interface, LinkEnd::kKernel);
  if (!trial) {
    return "interface " + sut.interface.device + ": " + trial.trouble().what +
           " (it takes real root, or a network namespace of one's own)";
  }
  for (const std::string& address : {sut.interface.wire.ipv4, sut.interface.wire.ipv6}) {
    if (address.empty()) continue;
    const auto owner = OwnerOf(address, sut.interface.device);
    if (!owner) return "interface " + sut.interface.device + ": " + owner.trouble().what;
    if (!owner->empty()) {
      return "a wire peer cannot be " + address + ": that is the address of " + *owner;
    }
  }
  return std::nullopt;
}

// A stack remembers the ends of its last connections for minutes, and may send on them. So that no
// case meets those of an older one, of this run or the one before, the ports go round with the
// clock, no faster than a run can use them up.
constexpr std::uint32_t kFirstPort = 1024;
constexpr std::uint32_t kPortsOfACase = 8;
constexpr std::uint32_t kRanges = (65536 - kFirstPort) / kPortsOfACase;
constexpr std::uint32_t kRangesASecond = 16;

std::uint32_t FirstRange() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count();
  return static_cast<std::uint32_t>(seconds % kRanges) * kRangesASecond;
}

std::pair<std::uint16_t, std::uint16_t> PortsOf(std::uint32_t range) {
  const std::uint32_t first = kFirstPort + kPortsOfACase * (range % kRanges);
  return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(first + kPortsOfACase - 1)};
}

}  // namespace

SandboxSource InterfaceSourceOf(const Target& sut, const Target& peer) {
  SandboxSource source;
  source.plan_of = [](const Case& run) { return PlanFor(run.wire_peer.has_value()); };
  source.obstacle = Obstacle(sut, peer);
  source.lacks = [link = sut.interface](const Case& run) { return LackBehindInterface(link, run); };
  const auto range = std::make_shared<std::atomic<std::uint32_t>>(FirstRange());
  source.make = [link = sut.interface, range](const SandboxPlan& plan) {
    auto made = MakeInterfaceSandbox(link, plan.ends.peer);
    if (made && plan.ends.peer == LinkEnd::kDescriptor) made->peer_ports = PortsOf((*range)++);
    return made;
  };
  source.sample = PlanFor(/*wire_peer=*/false);
  return source;
}

}  // namespace closespec
