// Stack by lwIP's sockets interface. What lwIP takes and does not do answers `unsupported`, and so
// does what it has not.

#ifndef CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_
#define CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_

#include "peers/socket_peer/stack.h"

namespace closespec::lwip_peer {

class LwipStack final : public socket_peer::Stack {
 public:
  using CallResult = socket_peer::CallResult;
  using Endpoint = socket_peer::Endpoint;
  using EventNames = socket_peer::EventNames;
  using Handle = socket_peer::Handle;
  using MessageFlags = socket_peer::MessageFlags;
  using OptionValue = socket_peer::OptionValue;
  using Via = socket_peer::Via;

  std::string Name() override;
  std::vector<std::string> Features() override;

  CallResult Open(socket_peer::Family family) override;
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
  CallResult Events(Handle handle, socket_peer::Readiness how, const EventNames& wanted, bool wait,
                    EventNames& seen) override;
  CallResult UnreadCount(Handle handle) override;
  CallResult UnsentCount(Handle handle) override;
  CallResult LocalName(Handle handle, Endpoint& local) override;
  CallResult RemoteName(Handle handle, Endpoint& remote) override;
  CallResult State(Handle handle, std::string& state) override;
};

}  // namespace closespec::lwip_peer

#endif  // CLOSESPEC_PEERS_LWIP_LWIP_STACK_H_
