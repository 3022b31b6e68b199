// lwIP's sockets interface as a table, and the state of a connection as lwIP's core has it.

#ifndef CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_
#define CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_

#include "peers/socket_peer/table_stack.h"

namespace closespec::lwip_peer {

class LwipStack final : public socket_peer::TableStack {
 public:
  LwipStack();

  std::string Name() override;
  std::vector<std::string> Features() override;
  socket_peer::CallResult State(socket_peer::Handle handle, std::string& state) override;

 private:
  bool HasEnded(socket_peer::Handle handle) override;
};

}  // namespace closespec::lwip_peer

#endif  // CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_
