// TCP sockets for tests of what watches them. A failure is a descriptor that is not valid.

#ifndef CLOSESPEC_PEERS_OS_SOCKETS_FOR_TEST_H_
#define CLOSESPEC_PEERS_OS_SOCKETS_FOR_TEST_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <string>

#include "peers/os/file_descriptor.h"
#include "suites/model/segment.h"

namespace closespec {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(storage);

  [[nodiscard]] sockaddr* Get() { return reinterpret_cast<sockaddr*>(&storage); }
};

inline SocketAddress AddressOf(const Endpoint& endpoint) {
  SocketAddress address;
  auto* const ipv4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* const ipv6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (::inet_pton(AF_INET, endpoint.address.c_str(), &ipv4->sin_addr) == 1) {
    ipv4->sin_family = AF_INET;
    ipv4->sin_port = htons(endpoint.port);
    address.length = sizeof(*ipv4);
  } else {
    ::inet_pton(AF_INET6, endpoint.address.c_str(), &ipv6->sin6_addr);
    ipv6->sin6_family = AF_INET6;
    ipv6->sin6_port = htons(endpoint.port);
    address.length = sizeof(*ipv6);
  }
  return address;
}

inline Endpoint EndpointOf(SocketAddress address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.storage.ss_family == AF_INET) {
    const auto* const ipv4 = reinterpret_cast<const sockaddr_in*>(&address.storage);
    ::inet_ntop(AF_INET, &ipv4->sin_addr, text.data(), text.size());
    return {text.data(), ntohs(ipv4->sin_port)};
  }
  const auto* const ipv6 = reinterpret_cast<const sockaddr_in6*>(&address.storage);
  ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text.data(), text.size());
  return {text.data(), ntohs(ipv6->sin6_port)};
}

inline Endpoint LocalOf(const FileDescriptor& socket) {
  SocketAddress address;
  ::getsockname(socket.Raw(), address.Get(), &address.length);
  return EndpointOf(address);
}

// Port 0: the kernel chooses one.
inline FileDescriptor ListenOn(const Endpoint& endpoint) {
  SocketAddress address = AddressOf(endpoint);
  FileDescriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::bind(socket.Raw(), address.Get(), address.length) < 0) return {};
  if (::listen(socket.Raw(), 5) < 0) return {};
  return socket;
}

inline FileDescriptor ConnectTo(const Endpoint& endpoint) {
  SocketAddress address = AddressOf(endpoint);
  FileDescriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.Raw(), address.Get(), address.length) < 0) return {};
  return socket;
}

inline FileDescriptor AcceptFrom(const FileDescriptor& listener) {
  return FileDescriptor(::accept4(listener.Raw(), nullptr, nullptr, SOCK_CLOEXEC));
}

// Octets sent by one and read by the other to the end.
inline bool Transfer(const FileDescriptor& from, const FileDescriptor& to, std::size_t octets) {
  const std::string sent(octets, 'x');
  std::string received(octets, ' ');
  return ::send(from.Raw(), sent.data(), octets, MSG_NOSIGNAL) == static_cast<ssize_t>(octets) &&
         ::recv(to.Raw(), received.data(), octets, MSG_WAITALL) == static_cast<ssize_t>(octets) &&
         received == sent;
}

inline bool ReadsEnd(const FileDescriptor& socket) {
  char octet = 0;
  return ::recv(socket.Raw(), &octet, 1, 0) == 0;
}

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_SOCKETS_FOR_TEST_H_
