// Stack by the calls of Winsock. The ones that POSIX has and Winsock has not answer `unsupported`.

#ifndef CLOSESPEC_PEERS_WINSOCK_WINSOCK_STACK_H_
#define CLOSESPEC_PEERS_WINSOCK_WINSOCK_STACK_H_

#include <mutex>
#include <set>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

class WinsockStack final : public Stack {
 public:
  WinsockStack();

  std::string Name() override;
  std::vector<std::string> Features() override;

  CallResult Open(Family family) override;
  CallResult Bind(Handle handle, const Endpoint& local) override;
  CallResult Listen(Handle handle, int backlog) override;
  CallResult Accept(Handle handle, Endpoint& remote) override;
  CallResult Connect(Handle handle, const Endpoint& remote) override;
  CallResult SetBlocking(Handle handle, bool blocking) override;
  CallResult Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                  bool sigpipe) override;
  CallResult Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                     std::vector<std::string>& flags_out) override;
  CallResult WaitReadable(Handle handle, int octets) override;
  CallResult Shutdown(Handle handle, int how) override;
  CallResult Close(Handle handle) override;
  CallResult Duplicate(Handle handle) override;
  CallResult SetOption(Handle handle, std::string_view option, const OptionValue& to) override;
  CallResult GetOption(Handle handle, std::string_view option, OptionValue& is) override;
  CallResult Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                    EventNames& seen) override;
  CallResult EventSelect(Handle handle) override;
  CallResult NetworkEvents(Handle handle, Handle event, bool wait, EventNames& seen,
                           OptionValue& close_error) override;
  CallResult UnreadCount(Handle handle) override;
  CallResult UnsentCount(Handle handle) override;
  CallResult LocalName(Handle handle, Endpoint& local) override;
  CallResult RemoteName(Handle handle, Endpoint& remote) override;
  CallResult State(Handle handle, std::string& state) override;

 private:
  // Sockets and event objects are handles of one table, and each is closed in its own way.
  std::mutex mutex_;
  std::set<std::intptr_t> event_objects_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_WINSOCK_WINSOCK_STACK_H_
