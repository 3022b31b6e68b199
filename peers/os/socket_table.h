// The TCP sockets of the network namespace where Open() was called, also those that no descriptor
// refers to any more. The thread may leave that namespace afterwards.

#ifndef CLOSESPEC_PEERS_OS_SOCKET_TABLE_H_
#define CLOSESPEC_PEERS_OS_SOCKET_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"
#include "suites/model/segment.h"

namespace closespec {

// States are spelt as in RFC 9293 3.3.2 with underscores; a connection request that waits for the
// handshake's last segment is in SYN_RECEIVED.
struct SocketEntry {
  Endpoint local;
  Endpoint remote;  // port 0 of a listener
  std::string state;
  std::uint32_t receive_queue = 0;  // octets; of a listener: connections to be accepted
  std::uint32_t send_queue = 0;     // octets

  bool operator==(const SocketEntry&) const = default;
};

class SocketTable {
 public:
  static Result<SocketTable> Open();

  // The connection with exactly these ends; nothing when there is none (CLOSED). Costs one lookup.
  Result<std::optional<std::string>> StateOf(const Endpoint& local, const Endpoint& remote);

  // IPv4 addresses of IPv6 sockets are given as IPv4.
  Result<std::vector<SocketEntry>> Dump();

 private:
  explicit SocketTable(FileDescriptor netlink) : netlink_(std::move(netlink)) {}

  FileDescriptor netlink_;
  std::uint32_t sequence_ = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_SOCKET_TABLE_H_
