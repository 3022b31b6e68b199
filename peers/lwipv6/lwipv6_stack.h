// lwIPv6's sockets interface as a table.

#ifndef CLOSESPEC_PEERS_LWIPV6_LWIPV6_STACK_H_
#define CLOSESPEC_PEERS_LWIPV6_LWIPV6_STACK_H_

#include <cstdint>
#include <map>
#include <mutex>

#include "peers/socket_peer/table_stack.h"

namespace closespec::lwipv6_peer {

class Lwipv6Stack final : public socket_peer::TableStack {
 public:
  Lwipv6Stack();

  std::string Name() override;
  std::vector<std::string> Features() override;
  // lwIPv6 chooses no port for a listener, and its getsockname() gives the other side's name: both
  // are done here.
  socket_peer::CallResult Bind(socket_peer::Handle handle,
                               const socket_peer::Endpoint& local) override;
  socket_peer::CallResult Accept(socket_peer::Handle handle,
                                 socket_peer::Endpoint& remote) override;
  socket_peer::CallResult LocalName(socket_peer::Handle handle,
                                    socket_peer::Endpoint& local) override;

 private:
  std::mutex mutex_;
  std::map<std::intptr_t, socket_peer::Endpoint> bound_;  // by raw handle
};

}  // namespace closespec::lwipv6_peer

#endif  // CLOSESPEC_PEERS_LWIPV6_LWIPV6_STACK_H_
