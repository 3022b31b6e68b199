// Stack by the callbacks of ns-3's sockets. A call that would block waits for the callback that
// ends the wait; what ns-3 has no call for answers `unsupported`.

#ifndef CLOSESPEC_PEERS_NS3_NS3_STACK_H_
#define CLOSESPEC_PEERS_NS3_NS3_STACK_H_

#include <ns3/tcp-socket-base.h>

#include <deque>

#include "peers/ns3/ns3_node.h"
#include "peers/socket_peer/stack.h"

namespace closespec::ns3_peer {

using socket_peer::CallResult;
using socket_peer::Endpoint;
using socket_peer::EventNames;
using socket_peer::Handle;
using socket_peer::MessageFlags;
using socket_peer::OptionValue;
using socket_peer::Via;

class Ns3Stack final : public socket_peer::Stack {
 public:
  explicit Ns3Stack(Ns3Node& node) : node_(node) {}

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

 private:
  // A socket, and what its callbacks have said.
  struct Socket {
    ns3::Ptr<ns3::TcpSocketBase> raw;
    std::int64_t handle = 0;  // its place in sockets_
    ns3::TcpSocket::TcpStates_t state = ns3::TcpSocket::CLOSED;
    bool open = true;
    bool blocking = true;
    bool receives = true;
    bool connected = false;
    bool connect_failed = false;
    bool closed_normally = false;
    bool closed_by_error = false;
    // ns-3 queues none: what nobody accepts is closed with its listener.
    std::deque<std::int64_t> to_accept;

    [[nodiscard]] bool HasEnded() const { return closed_normally || closed_by_error || !receives; }
    // What a call comes to that cannot be done yet.
    [[nodiscard]] std::optional<CallResult> OrBlock(bool dontwait = false) const;
  };

  Socket& Add(const ns3::Ptr<ns3::Socket>& raw);
  void Note(const ns3::Ptr<ns3::Socket>& raw, bool Socket::*what);
  // What the attempt comes to with the socket; EBADF where there is none that is open.
  CallResult On(Handle handle, const std::function<std::optional<CallResult>(Socket&)>& attempt);

  Ns3Node& node_;
  // On ns-3's thread only. None goes, so that a call that waits keeps its own.
  std::deque<Socket> sockets_;
};

}  // namespace closespec::ns3_peer

#endif  // CLOSESPEC_PEERS_NS3_NS3_STACK_H_
