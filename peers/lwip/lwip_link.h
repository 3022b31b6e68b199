// lwIP's network interface on the link's end that the harness gives us: Ethernet frames on a
// descriptor (docs/targets.md).

#ifndef CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_
#define CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_

#include <string>

namespace closespec::lwip_peer {

struct LinkAddresses {
  std::string ipv4;  // in a network of 24 bits
  std::string ipv6;
};

// Starts lwIP and, for good, a thread that feeds it. False: an address is none.
bool StartOn(int descriptor, const LinkAddresses& addresses);

}  // namespace closespec::lwip_peer

#endif  // CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_
