// How what a socket of ns-3 returns is told as a CallResult.

#ifndef CLOSESPEC_PEERS_NS3_NS3_RESULT_H_
#define CLOSESPEC_PEERS_NS3_NS3_RESULT_H_

#include <ns3/socket.h>

#include "peers/socket_peer/os_posix_result.h"

namespace closespec::ns3_peer {

inline socket_peer::CallResult Failed(const char* error, long native = 0) {
  socket_peer::CallResult result = socket_peer::Told(0);
  result.error = error;
  result.native = native;
  return result;
}

inline socket_peer::CallResult ToldBy(const ns3::Socket& socket, int returned) {
  // In the order of enum SocketErrno.
  static constexpr const char* kErrors[] = {
      "E0",           "EISCONN",    "ENOTCONN",      "EMSGSIZE",  "EAGAIN",
      "EPIPE",        "EOPNOTSUPP", "EAFNOSUPPORT",  "EINVAL",    "EBADF",
      "EHOSTUNREACH", "ENODEV",     "EADDRNOTAVAIL", "EADDRINUSE"};
  if (returned >= 0) return socket_peer::Told(returned);
  return Failed(kErrors[socket.GetErrno()], socket.GetErrno());
}

}  // namespace closespec::ns3_peer

#endif  // CLOSESPEC_PEERS_NS3_NS3_RESULT_H_
