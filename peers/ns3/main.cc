// closespec-peer-ns3: the socket peer on ns-3's TCP. See docs/peer-protocol.md and docs/targets.md.

#include "peers/ns3/ns3_node.h"
#include "peers/ns3/ns3_stack.h"
#include "peers/socket_peer/stack_peer.h"

int main() {
  using namespace closespec;
  ns3_peer::Ns3Node node(socket_peer::LinkGiven("ethernet"));
  ns3_peer::Ns3Stack stack(node);
  socket_peer::Serve(stack);
}
