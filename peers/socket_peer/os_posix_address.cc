#include "peers/socket_peer/os_posix_address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

constexpr std::size_t kMappedPrefix = 12;  // octets before the IPv4 address

}  // namespace

bool SocketAddress::Fill(const Endpoint& endpoint) {
  auto* ipv4 = reinterpret_cast<sockaddr_in*>(&storage);
  if (::inet_pton(AF_INET, endpoint.address.c_str(), &ipv4->sin_addr) == 1) {
    ipv4->sin_family = AF_INET;
    ipv4->sin_port = htons(endpoint.port);
    length = sizeof(sockaddr_in);
    return true;
  }
  auto* ipv6 = reinterpret_cast<sockaddr_in6*>(&storage);
  const auto percent = endpoint.address.find('%');
  const std::string numbers = endpoint.address.substr(0, percent);
  if (::inet_pton(AF_INET6, numbers.c_str(), &ipv6->sin6_addr) != 1) return false;
  ipv6->sin6_family = AF_INET6;
  ipv6->sin6_port = htons(endpoint.port);
  if (percent != std::string::npos) {
    ipv6->sin6_scope_id = ::if_nametoindex(endpoint.address.c_str() + percent + 1);
  }
  length = sizeof(sockaddr_in6);
  return true;
}

void SocketAddress::Map() {
  if (storage.ss_family != AF_INET) return;
  const sockaddr_in ipv4 = *reinterpret_cast<const sockaddr_in*>(&storage);
  storage = {};
  auto* ipv6 = reinterpret_cast<sockaddr_in6*>(&storage);
  ipv6->sin6_family = AF_INET6;
  ipv6->sin6_port = ipv4.sin_port;
  ipv6->sin6_addr.s6_addr[10] = 0xff;
  ipv6->sin6_addr.s6_addr[11] = 0xff;
  std::memcpy(&ipv6->sin6_addr.s6_addr[kMappedPrefix], &ipv4.sin_addr, sizeof(ipv4.sin_addr));
  length = sizeof(sockaddr_in6);
}

Endpoint SocketAddress::Read() const {
  Endpoint endpoint;
  char text[INET6_ADDRSTRLEN] = "";
  if (storage.ss_family == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(&storage);
    endpoint.port = ntohs(ipv4->sin_port);
    ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof(text));
  } else if (storage.ss_family == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(&storage);
    endpoint.port = ntohs(ipv6->sin6_port);
    if (IN6_IS_ADDR_V4MAPPED(&ipv6->sin6_addr)) {
      ::inet_ntop(AF_INET, &ipv6->sin6_addr.s6_addr[kMappedPrefix], text, sizeof(text));
    } else {
      ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof(text));
    }
  }
  endpoint.address = text;
  return endpoint;
}

CallResult NoSuchAddress() {
  errno = EAFNOSUPPORT;
  return Told(-1);
}

}  // namespace closespec::socket_peer
