#include "harness/conductor/launch_on_link.h"

namespace closespec {

LaunchPlan OnLink(LaunchPlan plan, const Sandbox& sandbox, Actor side) {
  if (sandbox.link == LinkKind::kLoopback) return plan;
  const Addresses& own = sandbox.AddressesOf(side);
  plan.environment["CLOSESPEC_LINK"] = IsEthernet(sandbox.link) ? "ethernet" : "tun";
  plan.environment["CLOSESPEC_IPV4"] = own.ipv4;
  plan.environment["CLOSESPEC_IPV6"] = own.ipv6;
  return plan;
}

}  // namespace closespec
