// The wire peer's side of the link: sockets by name, ports that listen, and every connection that
// was seen. It answers the SUT only as far as a socket's settings say so.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_HOST_H_
#define CLOSESPEC_PEERS_WIRE_PEER_HOST_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "peers/os/result.h"
#include "peers/wire/link.h"
#include "peers/wire_peer/connection.h"

namespace closespec::wire_peer {

enum class Family { kIpv4, kIpv6 };

struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;

  [[nodiscard]] bool Has(std::uint16_t port) const { return first <= port && port <= last; }
  bool operator==(const PortRange&) const = default;
};

struct Listener {
  Endpoint local;
  Settings settings;
  std::size_t backlog = 0;
  std::deque<std::shared_ptr<Connection>> waiting;  // for accept
};

struct Socket {
  Family family = Family::kIpv4;
  Settings settings;
  std::optional<Endpoint> local;
  std::shared_ptr<Listener> listener;
  std::shared_ptr<Connection> connection;
};

class Host {
 public:
  // `clock`: milliseconds of any origin, for timestamps. `ports`: what comes for any other is not
  // for this host; without them all is.
  Host(Link& link, std::vector<std::string> addresses, std::function<std::uint32_t()> clock,
       std::optional<PortRange> ports = {});

  // Null for a name that is not known.
  Socket* Find(const std::string& name);
  void Add(const std::string& name, Socket socket) { sockets_[name] = std::move(socket); }
  void Forget(const std::string& name);

  // This host's of that family, if it has one.
  [[nodiscard]] std::optional<std::string> AddressOf(Family family) const;
  [[nodiscard]] bool HasAddress(const std::string& address) const;
  std::uint16_t UnusedPort();

  // False where that end listens already.
  bool Listen(Socket& socket, std::size_t backlog);
  // The next connection that is ready to be accepted.
  std::shared_ptr<Connection> Accept(Listener& listener);
  // In place of an older one with the same ends; nothing when there are too many.
  std::shared_ptr<Connection> Open(const Ends& ends, const Settings& settings);

  // All of them or, when one makes no sense, none. Nothing is received in between.
  Status Send(Connection& connection, std::span<const SegmentSpec> segments);
  Status SendPacket(std::span<const std::byte> packet) { return link_.Send(packet); }
  // An exact RST for every connection that anything is known of; gives how many there are.
  Result<int> ResetAll();

  // TCP segments of the SUT so far, of whatever connection.
  [[nodiscard]] std::uint64_t SegmentsReceived() const { return received_; }
  void Receive(std::span<const std::byte> packet);

 private:
  void OpenForSyn(const Segment& syn);
  void Acknowledge(Connection& connection, const Segment& segment,
                   const ConnectionVariables& before);
  Connection* ConnectionOf(const Segment& segment);

  Link& link_;
  std::vector<std::string> addresses_;
  std::function<std::uint32_t()> clock_;
  std::map<std::string, Socket> sockets_;
  std::map<Endpoint, std::shared_ptr<Listener>> listeners_;
  std::map<Ends, std::shared_ptr<Connection>> connections_;
  std::uint64_t received_ = 0;
  std::uint32_t opened_ = 0;
  std::optional<PortRange> ports_;
  std::uint16_t next_port_;
};

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_HOST_H_
