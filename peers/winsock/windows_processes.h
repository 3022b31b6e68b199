// Processes of Windows: there is no fork(), so there is one process, which can end itself.

#ifndef CLOSESPEC_PEERS_WINSOCK_WINDOWS_PROCESSES_H_
#define CLOSESPEC_PEERS_WINSOCK_WINDOWS_PROCESSES_H_

#include "peers/socket_peer/processes.h"

namespace closespec::socket_peer {

class WindowsProcesses final : public Processes {
 public:
  // The signals by which a process ends itself, and no others: there is no SIGPIPE.
  std::vector<std::string> Features() override { return {"signals"}; }
  CallResult Fork(const std::string& name) override;
  CallResult Reap(const std::string& name, std::string& exit) override;
  CallResult Share(const std::string& name, const Socket& socket) override;
  CallResult Adopt(Socket& socket) override;
  CallResult Exit(int status) override;
  CallResult Abort(const std::string& signal) override;
  void Forward(const std::string& name, const protocol::Message& request) override;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_WINSOCK_WINDOWS_PROCESSES_H_
