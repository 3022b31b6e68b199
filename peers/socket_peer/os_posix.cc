#include "peers/socket_peer/os_posix.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "peers/socket_peer/os_posix_address.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

bool IsOfIpv6(Handle handle) {
  SocketAddress own;
  return ::getsockname(Raw(handle), own.Raw(), &own.length) == 0 &&
         own.storage.ss_family == AF_INET6;
}

}  // namespace

std::string PosixStack::Name() {
  // For a stack that makes itself out to be another one.
  if (const char* given = std::getenv("CLOSESPEC_STACK")) return given;
  utsname name{};
  ::uname(&name);
  std::string stack = std::string(name.sysname) + "-" + name.release;
  for (char& each : stack) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  }
  return stack;
}

std::vector<std::string> PosixStack::Features() {
#ifdef __linux__
  return {"linux",         "epoll",       "fionread",    "siocoutq",
          "tcp_info",      "tcp_cork",    "tcp_linger2", "tcp_user_timeout",
          "tcp_keepalive", "splice",      "sendfile",    "zerocopy",
          "sigio",         "disconnect",  "interrupt",   "poll_both",
          "short_option",  "socket_kinds"};
#elif defined(TCP_KEEPIDLE)
  return {"fionread", "interrupt", "poll_both", "short_option", "tcp_keepalive", "socket_kinds"};
#else
  return {"fionread", "interrupt", "poll_both", "short_option", "socket_kinds"};
#endif
}

CallResult PosixStack::Open(Family family) {
  return Told(::socket(family == Family::kIpv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0));
}

CallResult PosixStack::Bind(Handle handle, const Endpoint& local) {
  SocketAddress address;
  if (!address.Fill(local)) return NoSuchAddress();
  if (IsOfIpv6(handle)) address.Map();
  return Told(::bind(Raw(handle), address.Raw(), address.length));
}

CallResult PosixStack::Listen(Handle handle, int backlog) {
  return Told(::listen(Raw(handle), backlog));
}

CallResult PosixStack::Accept(Handle handle, Endpoint& remote) {
  SocketAddress address;
  CallResult result = Told(::accept(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = address.Read();
  return result;
}

CallResult PosixStack::Connect(Handle handle, const Endpoint& remote) {
  SocketAddress address;
  if (!address.Fill(remote)) return NoSuchAddress();
  if (IsOfIpv6(handle)) address.Map();
  return Told(::connect(Raw(handle), address.Raw(), address.length));
}

#ifdef __linux__
CallResult PosixStack::Disconnect(Handle handle) {
  sockaddr nowhere{};
  nowhere.sa_family = AF_UNSPEC;
  return Told(::connect(Raw(handle), &nowhere, sizeof(nowhere)));
}
#endif

CallResult PosixStack::SetBlocking(Handle handle, bool blocking) {
  const int flags = ::fcntl(Raw(handle), F_GETFL);
  if (flags < 0) return Told(-1);
  return Told(::fcntl(Raw(handle), F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

CallResult PosixStack::Shutdown(Handle handle, int how) {
  static_assert(SHUT_RD == 0 && SHUT_WR == 1 && SHUT_RDWR == 2);
  return Told(::shutdown(Raw(handle), how));
}

CallResult PosixStack::Close(Handle handle) { return Told(::close(Raw(handle))); }

CallResult PosixStack::Duplicate(Handle handle) { return Told(::dup(Raw(handle))); }

CallResult PosixStack::DuplicateOver(Handle handle, Handle over) {
  return Told(::dup2(Raw(handle), Raw(over)));
}

CallResult PosixStack::CloseOnExec(Handle handle) {
  return Told(::fcntl(Raw(handle), F_SETFD, FD_CLOEXEC));
}

CallResult PosixStack::SetShortLinger(Handle handle, int octets) {
  const linger off{};
  return Told(::setsockopt(Raw(handle), SOL_SOCKET, SO_LINGER, &off, octets));
}

CallResult PosixStack::LocalName(Handle handle, Endpoint& local) {
  SocketAddress address;
  CallResult result = Told(::getsockname(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) local = address.Read();
  return result;
}

CallResult PosixStack::RemoteName(Handle handle, Endpoint& remote) {
  SocketAddress address;
  CallResult result = Told(::getpeername(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = address.Read();
  return result;
}

}  // namespace closespec::socket_peer
