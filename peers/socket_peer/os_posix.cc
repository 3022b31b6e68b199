#include "peers/socket_peer/os_posix.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

struct Address {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);

  sockaddr* Raw() { return reinterpret_cast<sockaddr*>(&storage); }
};

// "fe80::1%eth0" names the interface of a link-local address.
bool Fill(const Endpoint& endpoint, Address& address) {
  auto* ipv4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  if (::inet_pton(AF_INET, endpoint.address.c_str(), &ipv4->sin_addr) == 1) {
    ipv4->sin_family = AF_INET;
    ipv4->sin_port = htons(endpoint.port);
    address.length = sizeof(sockaddr_in);
    return true;
  }
  auto* ipv6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  const auto percent = endpoint.address.find('%');
  const std::string numbers = endpoint.address.substr(0, percent);
  if (::inet_pton(AF_INET6, numbers.c_str(), &ipv6->sin6_addr) != 1) return false;
  ipv6->sin6_family = AF_INET6;
  ipv6->sin6_port = htons(endpoint.port);
  if (percent != std::string::npos) {
    ipv6->sin6_scope_id = ::if_nametoindex(endpoint.address.c_str() + percent + 1);
  }
  address.length = sizeof(sockaddr_in6);
  return true;
}

Endpoint Read(const Address& address) {
  Endpoint endpoint;
  char text[INET6_ADDRSTRLEN] = "";
  if (address.storage.ss_family == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&address.storage);
    endpoint.port = ntohs(ipv4->sin_port);
    ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof(text));
  } else if (address.storage.ss_family == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&address.storage);
    endpoint.port = ntohs(ipv6->sin6_port);
    ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof(text));
  }
  endpoint.address = text;
  return endpoint;
}

CallResult NoSuchAddress() {
  errno = EAFNOSUPPORT;
  return Told(-1);
}

}  // namespace

std::string PosixStack::Name() {
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
  return {"linux",    "epoll",       "fionread",         "siocoutq",     "tcp_info",
          "tcp_cork", "tcp_linger2", "tcp_user_timeout", "tcp_keepalive"};
#elif defined(TCP_KEEPIDLE)
  return {"fionread", "tcp_keepalive"};
#else
  return {"fionread"};
#endif
}

CallResult PosixStack::Open(Family family) {
  return Told(::socket(family == Family::kIpv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0));
}

CallResult PosixStack::Bind(Handle handle, const Endpoint& local) {
  Address address;
  if (!Fill(local, address)) return NoSuchAddress();
  return Told(::bind(Raw(handle), address.Raw(), address.length));
}

CallResult PosixStack::Listen(Handle handle, int backlog) {
  return Told(::listen(Raw(handle), backlog));
}

CallResult PosixStack::Accept(Handle handle, Endpoint& remote) {
  Address address;
  CallResult result = Told(::accept(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = Read(address);
  return result;
}

CallResult PosixStack::Connect(Handle handle, const Endpoint& remote) {
  Address address;
  if (!Fill(remote, address)) return NoSuchAddress();
  return Told(::connect(Raw(handle), address.Raw(), address.length));
}

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

CallResult PosixStack::LocalName(Handle handle, Endpoint& local) {
  Address address;
  CallResult result = Told(::getsockname(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) local = Read(address);
  return result;
}

CallResult PosixStack::RemoteName(Handle handle, Endpoint& remote) {
  Address address;
  CallResult result = Told(::getpeername(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) remote = Read(address);
  return result;
}

}  // namespace closespec::socket_peer
