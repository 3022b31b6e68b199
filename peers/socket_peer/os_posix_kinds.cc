// PosixStack: sockets that are not the ordinary ones of TCP.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

#ifdef __linux__
constexpr int kProtocolMptcp = 262;  // IPPROTO_MPTCP, which is younger than some libc

bool Knows(const CallResult& result) {
  return result.Succeeded() || (result.native != EPROTONOSUPPORT && result.native != ENOPROTOOPT &&
                                result.native != EINVAL);
}
#endif

CallResult OpenMapped() {
  CallResult result = Told(::socket(AF_INET6, SOCK_STREAM, 0));
  const int off = 0;
  if (result.Succeeded() && ::setsockopt(static_cast<int>(result.value), IPPROTO_IPV6, IPV6_V6ONLY,
                                         &off, sizeof(off)) < 0) {
    ::close(static_cast<int>(result.value));
    return NoSuchCall("an IPv6 socket for IPv4 is not on this stack");
  }
  return result;
}

}  // namespace

CallResult PosixStack::OpenKind(Family family, SocketKind kind) {
  if (kind == SocketKind::kMapped) return OpenMapped();
#ifdef __linux__
  CallResult result =
      Told(::socket(family == Family::kIpv6 ? AF_INET6 : AF_INET, SOCK_STREAM, kProtocolMptcp));
  return Knows(result) ? result : NoSuchCall("MPTCP is not in this kernel, or switched off");
#else
  (void)family;
  return NoSuchCall("such a socket is not on this stack");
#endif
}

}  // namespace closespec::socket_peer
