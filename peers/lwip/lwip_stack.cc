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

#include "peers/socket_peer/os_posix_result.h"

namespace closespec::lwip_peer {
namespace {

using socket_peer::Handle;

int SetBlocking(int socket, bool blocking) {
  return lwip_fcntl(socket, F_SETFL, blocking ? 0 : O_NONBLOCK);
}

int UnreadCount(int socket, int* count) { return lwip_ioctl(socket, FIONREAD, count); }

constexpr socket_peer::StackCalls kCalls{.socket = &lwip_socket,
                                         .bind = &lwip_bind,
                                         .listen = &lwip_listen,
                                         .accept = &lwip_accept,
                                         .connect = &lwip_connect,
                                         .send = &lwip_send,
                                         .recv = &lwip_recv,
                                         .shutdown = &lwip_shutdown,
                                         .close = &lwip_close,
                                         .getsockname = &lwip_getsockname,
                                         .getpeername = &lwip_getpeername,
                                         .set_blocking = &SetBlocking,
                                         .options = {&lwip_setsockopt, &lwip_getsockopt},
                                         .poll = &lwip_poll,
                                         .unread_count = &UnreadCount,
                                         .write = &lwip_write,
                                         .read = &lwip_read,
                                         .writev = &lwip_writev,
                                         .readv = &lwip_readv,
                                         .sendto = &lwip_sendto,
                                         .recvfrom = &lwip_recvfrom,
                                         .sendmsg = &lwip_sendmsg,
                                         .recvmsg = &lwip_recvmsg};
// lwip/sockets.h calls them unimplemented.
constexpr socket_peer::MessageFlags kNotHeeded{.oob = true, .waitall = true, .trunc = true};

// Empty where the socket has no connection any more.
std::string StateOf(Handle handle) {
  // In the order of enum tcp_state.
  static constexpr const char* kStates[] = {
      "CLOSED",     "LISTEN",     "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1",
      "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",  "LAST_ACK",     "TIME_WAIT"};
  std::string state;
  LOCK_TCPIP_CORE();
  const lwip_sock* const socket = lwip_socket_dbg_get_socket(socket_peer::Raw(handle));
  if (socket != nullptr && socket->conn != nullptr && socket->conn->pcb.tcp != nullptr) {
    state = kStates[socket->conn->pcb.tcp->state];
  }
  UNLOCK_TCPIP_CORE();
  return state;
}

}  // namespace

LwipStack::LwipStack() : TableStack(kCalls, kNotHeeded) {}

std::string LwipStack::Name() { return std::string("lwip-") + LWIP_VERSION_STRING; }

std::vector<std::string> LwipStack::Features() {
  return {"fionread", "poll_both", "tcp_info", "tcp_keepalive"};
}

socket_peer::CallResult LwipStack::State(Handle handle, std::string& state) {
  state = StateOf(handle);
  if (state.empty()) state = "CLOSED";
  return socket_peer::Told(0);
}

bool LwipStack::HasEnded(Handle handle) {
  const std::string state = StateOf(handle);
  return state != "ESTABLISHED" && state != "FIN_WAIT_1" && state != "FIN_WAIT_2";
}

}  // namespace closespec::lwip_peer
