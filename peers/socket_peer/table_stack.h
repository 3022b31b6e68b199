// Stack by a table of functions that look like those of POSIX: what a stack that has a sockets
// interface under names of its own need provide. errno tells errors, sockaddr and flags are libc's.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_TABLE_STACK_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_TABLE_STACK_H_

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "peers/socket_peer/os_posix_options.h"
#include "peers/socket_peer/os_posix_poll.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

// What is null answers `unsupported`; those before the blank line are there.
struct StackCalls {
  int (*socket)(int domain, int type, int protocol) = nullptr;
  int (*bind)(int socket, const sockaddr* address, socklen_t length) = nullptr;
  int (*listen)(int socket, int backlog) = nullptr;
  int (*accept)(int socket, sockaddr* address, socklen_t* length) = nullptr;
  int (*connect)(int socket, const sockaddr* address, socklen_t length) = nullptr;
  ssize_t (*send)(int socket, const void* data, size_t size, int flags) = nullptr;
  ssize_t (*recv)(int socket, void* data, size_t size, int flags) = nullptr;
  int (*shutdown)(int socket, int how) = nullptr;
  int (*close)(int socket) = nullptr;
  int (*getsockname)(int socket, sockaddr* address, socklen_t* length) = nullptr;
  int (*getpeername)(int socket, sockaddr* address, socklen_t* length) = nullptr;
  int (*set_blocking)(int socket, bool blocking) = nullptr;
  OptionCalls options{};
  PollCall poll = nullptr;
  int (*unread_count)(int socket, int* count) = nullptr;  // FIONREAD

  ssize_t (*write)(int socket, const void* data, size_t size) = nullptr;
  ssize_t (*read)(int socket, void* data, size_t size) = nullptr;
  ssize_t (*writev)(int socket, const iovec* parts, int count) = nullptr;
  ssize_t (*readv)(int socket, const iovec* parts, int count) = nullptr;
  ssize_t (*sendto)(int socket, const void* data, size_t size, int flags, const sockaddr* to,
                    socklen_t length) = nullptr;
  ssize_t (*recvfrom)(int socket, void* data, size_t size, int flags, sockaddr* from,
                      socklen_t* length) = nullptr;
  ssize_t (*sendmsg)(int socket, const msghdr* message, int flags) = nullptr;
  ssize_t (*recvmsg)(int socket, msghdr* message, int flags) = nullptr;
};

class TableStack : public Stack {
 public:
  // `not_heeded`: flags that the calls take, or refuse, without doing what they say.
  TableStack(const StackCalls& calls, const MessageFlags& not_heeded)
      : calls_(calls), not_heeded_(not_heeded) {}

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
  CallResult UnreadCount(Handle handle) override;
  CallResult UnsentCount(Handle handle) override;
  CallResult LocalName(Handle handle, Endpoint& local) override;
  CallResult RemoteName(Handle handle, Endpoint& remote) override;
  CallResult State(Handle handle, std::string& state) override;
  CallResult PollBoth(Handle handle, Handle also, const EventNames& wanted, bool wait,
                      EventNames& seen) override;

 protected:
  // No more octets will come than are there. A stack that cannot tell says that more may.
  virtual bool HasEnded(Handle) { return false; }

 private:
  StackCalls calls_;
  MessageFlags not_heeded_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_TABLE_STACK_H_
