// The end of a link that the kernel speaks for, in the current network namespace: a device with
// addresses, and routes that choose them and acknowledge at once.

#ifndef CLOSESPEC_PEERS_OS_KERNEL_END_H_
#define CLOSESPEC_PEERS_OS_KERNEL_END_H_

#include <cstdint>
#include <string>

#include "peers/os/netlink.h"
#include "peers/os/result.h"

namespace closespec {

// One address a family.
struct Addresses {
  std::string ipv4;
  std::string ipv6;

  bool operator==(const Addresses&) const = default;
};

// A connect() to a side's address comes from the other's without bind().
struct LinkSettings {
  Addresses sut{"192.0.2.1", "fd00::1"};
  Addresses peer{"192.0.2.2", "fd00::2"};
  std::uint32_t mtu = 1500;
  bool quick_ack = true;
};

// Where own IPv6 routes stand, before the kernel's: it adds its own route to an IPv6 address some
// time after the address itself, so replacing that route would race.
inline constexpr std::uint32_t kOwnTable = 100;

void LookInOwnTableFirst(NetlinkBatch& batch, const std::string& family_of);

// Devices made from now on, or moved here, say next to nothing by themselves: no link-local
// address, no question for routers. An Ethernet device still reports the multicast groups it
// listens to.
Status KeepNewDevicesQuiet();

// `device` with addresses.
Status SetUpKernelEnd(const std::string& device, const Addresses& own, const Addresses& other,
                      const LinkSettings& settings);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_KERNEL_END_H_
