// Stack by the calls of libc, which a preloaded library may replace. What a Linux has beyond POSIX
// answers `unsupported` elsewhere.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_H_

#include "peers/socket_peer/os_posix_background.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

class PosixStack final : public Stack {
 public:
  std::string Name() override;
  std::vector<std::string> Features() override;

  CallResult Open(Family family) override;
  CallResult OpenKind(Family family, SocketKind kind) override;
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
  CallResult DuplicateOver(Handle handle, Handle over) override;
  CallResult CloseOnExec(Handle handle) override;
  CallResult SetOption(Handle handle, std::string_view option, const OptionValue& to) override;
  CallResult GetOption(Handle handle, std::string_view option, OptionValue& is) override;
  CallResult Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                    EventNames& seen) override;
  CallResult UnreadCount(Handle handle) override;
  CallResult UnsentCount(Handle handle) override;
  CallResult LocalName(Handle handle, Endpoint& local) override;
  CallResult RemoteName(Handle handle, Endpoint& remote) override;
  CallResult State(Handle handle, std::string& state) override;

  CallResult PollBoth(Handle handle, Handle also, const EventNames& wanted, bool wait,
                      EventNames& seen) override;
  CallResult SetShortLinger(Handle handle, int octets) override;
  CallResult Interrupt(const std::string& call) override;
  void BackgroundBegins(const std::string& call) override;
  void BackgroundEnds(const std::string& call) override;
#ifdef __linux__
  CallResult Watch(Handle handle, const EventNames& wanted, Trigger how) override;
  CallResult Rearm(Handle handle, Handle watch, const EventNames& wanted) override;
  CallResult Watched(Handle watch, bool wait, EventNames& seen) override;
  CallResult SignalOnActivity(Handle handle) override;
  CallResult AwaitSignal() override;
  CallResult Disconnect(Handle handle) override;
#endif

 private:
  BackgroundThreads background_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_H_
