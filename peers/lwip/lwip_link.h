// lwIP's network interface on the link's end that the harness gives us: Ethernet frames on a
// descriptor (docs/targets.md).

#ifndef CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_
#define CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_

#include "peers/socket_peer/stack_peer.h"

namespace closespec::lwip_peer {

// Starts lwIP and, for good, a thread that feeds it. False: an address is none.
bool StartOn(const socket_peer::GivenLink& link);

}  // namespace closespec::lwip_peer

#endif  // CLOSESPEC_PEERS_LWIP_LWIP_LINK_H_
