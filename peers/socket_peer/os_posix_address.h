// Addresses as the calls of a sockets interface take them.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_ADDRESS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_ADDRESS_H_

#include <sys/socket.h>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);

  sockaddr* Raw() { return reinterpret_cast<sockaddr*>(&storage); }
  // False: no address of a family known here. "fe80::1%eth0" names the interface of a link-local
  // address.
  bool Fill(const Endpoint& endpoint);
  // An IPv4 address becomes the IPv6 address that it is mapped to (RFC 4291 2.5.5.2).
  void Map();
  // A mapped one is read as the IPv4 address that it stands for.
  [[nodiscard]] Endpoint Read() const;
};

// What a call with an address that Fill() does not take fails with: EAFNOSUPPORT.
CallResult NoSuchAddress();

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_ADDRESS_H_
