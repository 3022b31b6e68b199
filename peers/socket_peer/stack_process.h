// The process of a peer whose stack lives in it: it is never copied, and when it ends the stack is
// gone with it, so that nothing is told to anybody.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_STACK_PROCESS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_STACK_PROCESS_H_

#include "peers/socket_peer/processes.h"

namespace closespec::socket_peer {

class StackProcess final : public Processes {
 public:
  std::vector<std::string> Features() override { return {}; }
  CallResult Fork(const std::string& name) override;
  CallResult Reap(const std::string& name, std::string& exit) override;
  CallResult Share(const std::string& name, const Socket& socket) override;
  CallResult Adopt(Socket& socket) override;
  CallResult Exit(int status) override;
  CallResult Abort(const std::string& signal) override;
  void Forward(const std::string& name, const protocol::Message& request) override;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_STACK_PROCESS_H_
