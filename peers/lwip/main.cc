// closespec-peer-lwip: the socket peer on lwIP. See docs/peer-protocol.md and docs/targets.md.

#include <cstdio>

#include "peers/lwip/lwip_link.h"
#include "peers/lwip/lwip_stack.h"
#include "peers/socket_peer/stack_peer.h"

int main() {
  using namespace closespec;
  const socket_peer::GivenLink link = socket_peer::LinkGiven("ethernet");
  if (!lwip_peer::StartOn(link)) {
    std::fputs("CLOSESPEC_IPV4 or CLOSESPEC_IPV6 is no address\n", stderr);
    return 2;
  }
  lwip_peer::LwipStack stack;
  socket_peer::Serve(stack);
}
