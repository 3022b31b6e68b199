// closespec-peer-lwipv6: the socket peer on lwIPv6. See docs/peer-protocol.md and docs/targets.md.

#include <cstdio>
// It forgets that there is C++.
extern "C" {
#include <lwipv6.h>
}

#include "peers/lwipv6/lwipv6_link.h"
#include "peers/lwipv6/lwipv6_stack.h"
#include "peers/socket_peer/stack_peer.h"

int main() {
  using namespace closespec;
  const socket_peer::GivenLink link = socket_peer::LinkGiven("ethernet");
  ::stack* const started = lwipv6_peer::StartOn(link);
  if (started == nullptr) {
    std::fputs("lwIPv6 does not start on the link with these addresses\n", stderr);
    return 2;
  }
  lwip_stack_set(started);
  lwipv6_peer::Lwipv6Stack stack;
  socket_peer::Serve(stack);
}
