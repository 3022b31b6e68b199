#include "peers/lwipv6/lwipv6_stack.h"

#include <fcntl.h>
#include <sys/ioctl.h>

#include <random>
// It forgets that there is C++.
extern "C" {
#include <lwipv6.h>
}

namespace closespec::lwipv6_peer {
namespace {

int SetBlocking(int socket, bool blocking) {
  return lwip_fcntl(socket, F_SETFL, blocking ? 0 : O_NONBLOCK);
}

int UnreadCount(int socket, int* count) { return lwip_ioctl(socket, FIONREAD, count); }

ssize_t Send(int socket, const void* data, size_t size, int flags) {
  return lwip_send(socket, data, static_cast<int>(size), static_cast<unsigned>(flags));
}

ssize_t Receive(int socket, void* data, size_t size, int flags) {
  return lwip_recv(socket, data, static_cast<int>(size), static_cast<unsigned>(flags));
}

ssize_t Write(int socket, const void* data, size_t size) {
  return lwip_write(socket, const_cast<void*>(data), static_cast<int>(size));
}

ssize_t Read(int socket, void* data, size_t size) {
  return lwip_read(socket, data, static_cast<int>(size));
}

ssize_t WriteParts(int socket, const iovec* parts, int count) {
  return lwip_writev(socket, const_cast<iovec*>(parts), count);
}

ssize_t ReadParts(int socket, const iovec* parts, int count) {
  return lwip_readv(socket, const_cast<iovec*>(parts), count);
}

constexpr socket_peer::StackCalls kCalls{.socket = &lwip_socket,
                                         .bind = &lwip_bind,
                                         .listen = &lwip_listen,
                                         .accept = &lwip_accept,
                                         .connect = &lwip_connect,
                                         .send = &Send,
                                         .recv = &Receive,
                                         .shutdown = &lwip_shutdown,
                                         .close = &lwip_close,
                                         .getsockname = &lwip_getsockname,
                                         .getpeername = &lwip_getpeername,
                                         .set_blocking = &SetBlocking,
                                         .options = {&lwip_setsockopt, &lwip_getsockopt},
                                         .poll = &lwip_poll,
                                         .unread_count = &UnreadCount,
                                         .write = &Write,
                                         .read = &Read,
                                         .writev = &WriteParts,
                                         .readv = &ReadParts,
                                         .sendmsg = &lwip_sendmsg,
                                         .recvmsg = &lwip_recvmsg};
constexpr socket_peer::MessageFlags kNotHeeded{
    .oob = true, .more = true, .waitall = true, .trunc = true};

}  // namespace

Lwipv6Stack::Lwipv6Stack() : TableStack(kCalls, kNotHeeded) {}

// The library tells no version; Debian's is 1.5a.
std::string Lwipv6Stack::Name() { return "lwipv6-1.5a"; }

std::vector<std::string> Lwipv6Stack::Features() { return {"fionread", "poll_both"}; }

socket_peer::CallResult Lwipv6Stack::Bind(socket_peer::Handle handle,
                                          const socket_peer::Endpoint& local) {
  socket_peer::Endpoint bound = local;
  if (bound.port == 0) {
    // Of those that nobody is given by name (RFC 6335); the stack is new and has no other listener.
    std::uniform_int_distribution<int> dynamic(49152, 65535);
    std::random_device random;
    bound.port = static_cast<std::uint16_t>(dynamic(random));
  }
  const socket_peer::CallResult result = TableStack::Bind(handle, bound);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (result.Succeeded()) bound_[handle.raw] = bound;
  return result;
}

socket_peer::CallResult Lwipv6Stack::Accept(socket_peer::Handle handle,
                                            socket_peer::Endpoint& remote) {
  const socket_peer::CallResult result = TableStack::Accept(handle, remote);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (result.Succeeded()) bound_[static_cast<std::intptr_t>(result.value)] = bound_[handle.raw];
  return result;
}

socket_peer::CallResult Lwipv6Stack::LocalName(socket_peer::Handle handle,
                                               socket_peer::Endpoint& local) {
  socket_peer::CallResult result = TableStack::LocalName(handle, local);
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto bound = bound_.find(handle.raw);
  if (bound == bound_.end()) return result;
  local = bound->second;
  result.error.clear();
  result.value = 0;
  return result;
}

}  // namespace closespec::lwipv6_peer
