// A socket peer around a stack that lives in its process.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_STACK_PEER_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_STACK_PEER_H_

#include <string>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

// What the harness gives such a process of its link (docs/targets.md).
struct GivenLink {
  int descriptor = 3;
  std::string ipv4;  // in a network of 24 bits
  std::string ipv6;  // of 64 bits
};

// Ends the process with a word why when it was given no link of `kind` ("tun", "ethernet").
GivenLink LinkGiven(const std::string& kind);

// Serves requests from standard input until it ends, and then ends the process.
[[noreturn]] void Serve(Stack& stack);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_STACK_PEER_H_
