// lwIPv6's network interface on the link's end that the harness gives us (docs/targets.md).

#ifndef CLOSESPEC_PEERS_LWIPV6_LWIPV6_LINK_H_
#define CLOSESPEC_PEERS_LWIPV6_LWIPV6_LINK_H_

#include "peers/socket_peer/stack_peer.h"

struct stack;

namespace closespec::lwipv6_peer {

// Starts the one stack of this process. Null: an address is none, or lwIPv6 would not start.
::stack* StartOn(const socket_peer::GivenLink& link);

}  // namespace closespec::lwipv6_peer

#endif  // CLOSESPEC_PEERS_LWIPV6_LWIPV6_LINK_H_
