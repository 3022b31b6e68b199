#include "harness/conductor/launch_on_link.h"

namespace closespec {

LaunchPlan OnLink(LaunchPlan plan, const Sandbox& sandbox, Actor side) {
  if (sandbox.link == LinkKind::kLoopback) return plan;
  const Addresses& own = sandbox.AddressesOf(side);
  plan.environment["CLOSESPEC_LINK"] = IsEthernet(sandbox.link) ? "ethernet" : "tun";
  plan.environment["CLOSESPEC_IPV4"] = own.ipv4;
  plan.environment["CLOSESPEC_IPV6"] = own.ipv6;
  const Addresses& other = sandbox.AddressesOf(side == Actor::kSut ? Actor::kPeer : Actor::kSut);
  plan.environment["CLOSESPEC_OTHER_IPV4"] = other.ipv4;
  plan.environment["CLOSESPEC_OTHER_IPV6"] = other.ipv6;
  if (side == Actor::kSut && !sandbox.sysctls_of_sut.empty()) {
    std::string& lines = plan.environment["CLOSESPEC_SYSCTLS"];
    for (const auto& [name, value] : sandbox.sysctls_of_sut) lines += name + "=" + value + "\n";
  }
  return plan;
}

}  // namespace closespec
