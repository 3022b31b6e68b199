#include "peers/lwip/lwip_stack.h"

#include <fcntl.h>
#include <sys/ioctl.h>
// Some of them forget that there is C++.
extern "C" {
#include <lwip/api.h>
#include <lwip/init.h>
#include <lwip/priv/sockets_priv.h>
#include <lwip/sockets.h>
#include <lwip/tcp.h>
#include <lwip/tcpip.h>
}

#include <array>
#include <cerrno>

#include "peers/socket_peer/os_posix_address.h"
#include "peers/socket_peer/os_posix_options.h"
#include "peers/socket_peer/os_posix_poll.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::lwip_peer {
namespace {

using socket_peer::CallResult;
using socket_peer::Handle;
using socket_peer::MessageFlags;
using socket_peer::NoSuchAddress;
using socket_peer::NoSuchCall;
using socket_peer::Raw;
using socket_peer::SocketAddress;
using socket_peer::Told;
using socket_peer::Via;

constexpr socket_peer::OptionCalls kOptionCalls{&lwip_setsockopt, &lwip_getsockopt};

// lwIP refuses an option that it does not know or was built without in this way.
CallResult OptionResult(CallResult result, std::string_view option) {
  if (result.error != "ENOPROTOOPT") return result;
  return NoSuchCall("no option " + std::string(option));
}

std::string Untaken(const MessageFlags& flags) {
  if (flags.oob) return "MSG_OOB is not implemented";
  if (flags.waitall) return "MSG_WAITALL is not implemented";
  if (flags.trunc) return "MSG_TRUNC is not taken";
  return "";
}

int Flags(const MessageFlags& flags) {
  return (flags.dontwait ? MSG_DONTWAIT : 0) | (flags.peek ? MSG_PEEK : 0) |
         (flags.more ? MSG_MORE : 0);
}

std::array<iovec, 2> Halves(char* data, std::size_t size) {
  return {{{data, size / 2}, {data + size / 2, size - size / 2}}};
}

// Empty where the socket has no connection any more.
std::string StateOf(Handle handle) {
  // In the order of enum tcp_state.
  static constexpr const char* kStates[] = {
      "CLOSED",     "LISTEN",     "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1",
      "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",  "LAST_ACK",     "TIME_WAIT"};
  std::string state;
  LOCK_TCPIP_CORE();
  const lwip_sock* const socket = lwip_socket_dbg_get_socket(Raw(handle));
  if (socket != nullptr && socket->conn != nullptr && socket->conn->pcb.tcp != nullptr) {
    state = kStates[socket->conn->pcb.tcp->state];
  }
  UNLOCK_TCPIP_CORE();
  return state;
}

// No more octets will come than are there.
bool HasEnded(Handle handle) {
  const std::string state = StateOf(handle);
  return state != "ESTABLISHED" && state != "FIN_WAIT_1" && state != "FIN_WAIT_2";
}

}  // namespace

std::string LwipStack::Name() { return std::string("lwip-") + LWIP_VERSION_STRING; }

std::vector<std::string> LwipStack::Features() { return {"fionread", "tcp_info", "tcp_keepalive"}; }

CallResult LwipStack::Open(socket_peer::Family family) {
  const bool ipv6 = family == socket_peer::Family::kIpv6;
  return Told(lwip_socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0));
}

CallResult LwipStack::Bind(Handle handle, const Endpoint& local) {
  SocketAddress address;
  if (!address.Fill(local)) return NoSuchAddress();
  return Told(lwip_bind(Raw(handle), address.Raw(), address.length));
}

CallResult LwipStack::Listen(Handle handle, int backlog) {
  return Told(lwip_listen(Raw(handle), backlog));
}

CallResult LwipStack::Accept(Handle handle, Endpoint& remote) {
  SocketAddress address;
  CallResult result = Told(lwip_accept(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = address.Read();
  return result;
}

CallResult LwipStack::Connect(Handle handle, const Endpoint& remote) {
  SocketAddress address;
  if (!address.Fill(remote)) return NoSuchAddress();
  return Told(lwip_connect(Raw(handle), address.Raw(), address.length));
}

CallResult LwipStack::SetBlocking(Handle handle, bool blocking) {
  return Told(lwip_fcntl(Raw(handle), F_SETFL, blocking ? 0 : O_NONBLOCK));
}

CallResult LwipStack::Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                           bool) {
  if (const std::string why = Untaken(flags); !why.empty()) return NoSuchCall(why);
  const int socket = Raw(handle);
  auto* data = const_cast<char*>(octets.data());
  auto parts = Halves(data, octets.size());
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  switch (via) {
    case Via::kPlain:
      return Told(lwip_send(socket, data, octets.size(), Flags(flags)));
    case Via::kFile:
      return Told(lwip_write(socket, data, octets.size()));
    case Via::kVector:
      return Told(lwip_writev(socket, parts.data(), static_cast<int>(parts.size())));
    case Via::kAddressed:
      return Told(lwip_sendto(socket, data, octets.size(), Flags(flags), nullptr, 0));
    case Via::kMessage:
      break;
  }
  return Told(lwip_sendmsg(socket, &message, Flags(flags)));
}

CallResult LwipStack::Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                              std::vector<std::string>& flags_out) {
  if (const std::string why = Untaken(flags); !why.empty()) return NoSuchCall(why);
  const int socket = Raw(handle);
  auto parts = Halves(buffer.data(), buffer.size());
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  switch (via) {
    case Via::kPlain:
      return Told(lwip_recv(socket, buffer.data(), buffer.size(), Flags(flags)));
    case Via::kFile:
      return Told(lwip_read(socket, buffer.data(), buffer.size()));
    case Via::kVector:
      return Told(lwip_readv(socket, parts.data(), static_cast<int>(parts.size())));
    case Via::kAddressed:
      return Told(
          lwip_recvfrom(socket, buffer.data(), buffer.size(), Flags(flags), nullptr, nullptr));
    case Via::kMessage:
      break;
  }
  CallResult result = Told(lwip_recvmsg(socket, &message, Flags(flags)));
  if ((message.msg_flags & MSG_TRUNC) != 0) flags_out.emplace_back("trunc");
  return result;
}

CallResult LwipStack::WaitReadable(Handle handle, int octets) {
  pollfd polled{Raw(handle), POLLIN, 0};
  CallResult result = Told(lwip_poll(&polled, 1, -1));
  if (!result.Succeeded()) return result;
  if ((polled.revents & POLLNVAL) != 0) {
    errno = EBADF;
    return Told(-1);
  }
  // There is no low-water mark: only looking again tells when all is there.
  while (octets > 1 && !HasEnded(handle)) {
    const CallResult queued = UnreadCount(handle);
    if (!queued.Succeeded() || queued.value >= octets) break;
    ::poll(nullptr, 0, 1);
  }
  result.value = 0;
  return result;
}

CallResult LwipStack::Shutdown(Handle handle, int how) {
  return Told(lwip_shutdown(Raw(handle), how));
}

CallResult LwipStack::Close(Handle handle) { return Told(lwip_close(Raw(handle))); }

CallResult LwipStack::Duplicate(Handle) { return NoSuchCall("no dup() here"); }

CallResult LwipStack::SetOption(Handle handle, std::string_view option, const OptionValue& to) {
  return OptionResult(SetOptionBy(kOptionCalls, handle, option, to), option);
}

CallResult LwipStack::GetOption(Handle handle, std::string_view option, OptionValue& is) {
  return OptionResult(GetOptionBy(kOptionCalls, handle, option, is), option);
}

CallResult LwipStack::Events(Handle handle, socket_peer::Readiness how, const EventNames& wanted,
                             bool wait, EventNames& seen) {
  if (how != socket_peer::Readiness::kPoll) return NoSuchCall("poll() alone is built in");
  return PollBy(&lwip_poll, handle, wanted, wait, seen);
}

CallResult LwipStack::UnreadCount(Handle handle) {
  int count = 0;
  CallResult result = Told(lwip_ioctl(Raw(handle), FIONREAD, &count));
  if (result.Succeeded()) result.value = count;
  return result;
}

CallResult LwipStack::UnsentCount(Handle) { return NoSuchCall("no SIOCOUTQ here"); }

CallResult LwipStack::LocalName(Handle handle, Endpoint& local) {
  SocketAddress address;
  CallResult result = Told(lwip_getsockname(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) local = address.Read();
  return result;
}

CallResult LwipStack::RemoteName(Handle handle, Endpoint& remote) {
  SocketAddress address;
  CallResult result = Told(lwip_getpeername(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = address.Read();
  return result;
}

CallResult LwipStack::State(Handle handle, std::string& state) {
  state = StateOf(handle);
  if (state.empty()) state = "CLOSED";
  return Told(0);
}

}  // namespace closespec::lwip_peer
