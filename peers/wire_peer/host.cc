#include "peers/wire_peer/host.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "peers/wire/headers.h"
#include "peers/wire/segment_parser.h"

namespace closespec::wire_peer {
namespace {

constexpr PortRange kAnyPorts{40000, 65535};
constexpr std::size_t kMostConnections = 4096;
// So far apart that a later connection's number is above what an earlier one can have used.
constexpr std::uint32_t kFirstIss = 0x10000000;
constexpr std::uint32_t kIssStep = 0x01000000;

bool IsFirstSyn(const Segment& segment) {
  return segment.flags.syn && !segment.flags.ack && !segment.flags.rst;
}

// With something new that continues what came before.
bool IsInOrder(const Segment& segment, const ConnectionVariables& before) {
  return before.snd_nxt && segment.seq <= *before.snd_nxt &&
         segment.seq + SegmentLength(segment) > *before.snd_nxt;
}

// What the SUT said last that it expects; and what it should expect, if it has not said so yet.
// A reset that the scenario sent may have missed: so it does not count.
std::vector<SegmentSpec> ResetsOf(const ConnectionVariables& variables) {
  std::vector<SegmentSpec> resets;
  const auto add = [&resets](SequenceNumber seq) {
    SegmentSpec& reset = resets.emplace_back();
    reset.flags.rst = true;
    reset.seq = SequenceExpression{.variable = Variable::kZero, .offset = seq.Bits()};
  };
  if (variables.last_ack_sent) add(*variables.last_ack_sent);
  if (variables.rcv_nxt && variables.rcv_nxt != variables.last_ack_sent) add(*variables.rcv_nxt);
  if (resets.empty() && variables.iss) {
    // RFC 9293 3.10.7.3: in SYN-SENT a reset must acknowledge the SYN.
    SegmentSpec& refusal = resets.emplace_back();
    refusal.flags.rst = refusal.flags.ack = true;
    refusal.seq = SequenceExpression{};
  }
  return resets;
}

}  // namespace

Host::Host(Link& link, std::vector<std::string> addresses, std::function<std::uint32_t()> clock,
           std::optional<PortRange> ports)
    : link_(link),
      addresses_(std::move(addresses)),
      clock_(std::move(clock)),
      ports_(ports),
      next_port_(ports.value_or(kAnyPorts).first) {}

Socket* Host::Find(const std::string& name) {
  const auto found = sockets_.find(name);
  return found == sockets_.end() ? nullptr : &found->second;
}

void Host::Forget(const std::string& name) {
  const auto found = sockets_.find(name);
  if (found == sockets_.end()) return;
  if (const auto& listener = found->second.listener) listeners_.erase(listener->local);
  sockets_.erase(found);
}

std::optional<std::string> Host::AddressOf(Family family) const {
  for (const std::string& each : addresses_) {
    if (IsIpv6(each) == (family == Family::kIpv6)) return each;
  }
  return std::nullopt;
}

bool Host::HasAddress(const std::string& address) const {
  return std::ranges::count(addresses_, address) != 0;
}

std::uint16_t Host::UnusedPort() {
  const std::uint16_t port = next_port_;
  const PortRange ports = ports_.value_or(kAnyPorts);
  next_port_ = port == ports.last ? ports.first : static_cast<std::uint16_t>(port + 1);
  return port;
}

bool Host::Listen(Socket& socket, std::size_t backlog) {
  auto listener = std::make_shared<Listener>(Listener{*socket.local, socket.settings, backlog, {}});
  if (!listeners_.try_emplace(*socket.local, listener).second) return false;
  socket.listener = std::move(listener);
  return true;
}

std::shared_ptr<Connection> Host::Accept(Listener& listener) {
  std::erase_if(listener.waiting, [&](const auto& each) {
    return listener.settings.automatic_handshake && each->WasReset() && !each->SynAcknowledged();
  });
  const auto ready = std::ranges::find_if(listener.waiting, [&](const auto& each) {
    return !listener.settings.automatic_handshake || each->SynAcknowledged();
  });
  if (ready == listener.waiting.end()) return nullptr;
  auto connection = *ready;
  listener.waiting.erase(ready);
  return connection;
}

std::shared_ptr<Connection> Host::Open(const Ends& ends, const Settings& settings) {
  if (connections_.size() >= kMostConnections && !connections_.contains(ends)) return nullptr;
  const SequenceNumber iss =
      settings.iss.value_or(SequenceNumber(kFirstIss) + std::int64_t{kIssStep} * opened_);
  ++opened_;
  auto connection = std::make_shared<Connection>(ends, settings, iss);
  connections_[ends] = connection;
  return connection;
}

Status Host::Send(Connection& connection, std::span<const SegmentSpec> segments) {
  Connection after = connection;
  std::vector<Frame> packets;
  for (const SegmentSpec& each : segments) {
    auto packet = after.Compose(each, clock_());
    if (!packet) return packet.trouble();
    if (packet->size() > kLinkMtu) {
      return Trouble{"a segment that makes a packet of " + std::to_string(packet->size()) +
                     " octets: the link takes " + std::to_string(kLinkMtu)};
    }
    packets.push_back(*std::move(packet));
  }
  for (std::size_t i = 0; i < packets.size(); ++i) {
    std::this_thread::sleep_for(segments[i].delay);
    if (Status sent = link_.Send(packets[i]); !sent) return sent;
  }
  connection = std::move(after);
  return Done{};
}

Result<int> Host::ResetAll() {
  int count = 0;
  for (const auto& [ends, connection] : connections_) {
    const std::vector<SegmentSpec> resets = ResetsOf(connection->Variables());
    if (resets.empty()) continue;
    if (const Status sent = Send(*connection, resets); !sent) return sent.trouble();
    ++count;
  }
  return count;
}

Connection* Host::ConnectionOf(const Segment& segment) {
  const auto found = connections_.find({segment.destination, segment.source});
  return found == connections_.end() ? nullptr : found->second.get();
}

void Host::Receive(std::span<const std::byte> packet) {
  const auto segment = ParseSegment(packet, LinkType::kRawIp, std::chrono::nanoseconds(0),
                                    packet.size(), Checksums::kOffloaded);
  if (!segment || (ports_ && !ports_->Has(segment->destination.port))) return;
  ++received_;
  Connection* const connection = ConnectionOf(*segment);
  // A SYN with another number is a new connection where something listens, else a new incarnation.
  const bool again = connection != nullptr && connection->Variables().iss &&
                     *connection->Variables().iss != segment->seq &&
                     listeners_.contains(segment->destination);
  if (IsFirstSyn(*segment) && (connection == nullptr || again)) {
    OpenForSyn(*segment);
    return;
  }
  if (connection == nullptr) return;
  const ConnectionVariables before = connection->Variables();
  connection->CountReceived(*segment);
  Acknowledge(*connection, *segment, before);
}

void Host::OpenForSyn(const Segment& syn) {
  const auto found = listeners_.find(syn.destination);
  if (found == listeners_.end() || found->second->waiting.size() >= found->second->backlog) return;
  Listener& listener = *found->second;
  const auto connection = Open({syn.destination, syn.source}, listener.settings);
  if (connection == nullptr) return;
  connection->CountReceived(syn);
  listener.waiting.push_back(connection);
  if (!listener.settings.automatic_handshake) return;
  const SegmentSpec answer{.flags = {.syn = true, .ack = true}};
  // A link that takes nothing shows itself where something is asked for.
  (void)Send(*connection, {&answer, 1});
}

void Host::Acknowledge(Connection& connection, const Segment& segment,
                       const ConnectionVariables& before) {
  if (!connection.HowToBehave().automatic_acks || segment.flags.syn || connection.WasReset() ||
      !IsInOrder(segment, before)) {
    return;
  }
  const SegmentSpec acknowledgement{.flags = {.ack = true}};
  (void)Send(connection, {&acknowledgement, 1});
}

}  // namespace closespec::wire_peer
