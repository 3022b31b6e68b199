// Making connections, by the wire peer itself or by the scenario's segments.

#include <arpa/inet.h>

#include <array>

#include "peers/wire_peer/calls.h"

namespace closespec::wire_peer {
namespace {

// As ParseSegment() writes them, so that ends compare.
std::string AddressIn(const Request& request, Family family) {
  const int number = family == Family::kIpv6 ? AF_INET6 : AF_INET;
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::inet_pton(number, request.Text("address").c_str(), octets.data()) != 1) {
    throw Refused{"address is none of the socket's family"};
  }
  ::inet_ntop(number, octets.data(), text.data(), text.size());
  return text.data();
}

Settings SettingsIn(const Request& request) {
  Settings settings{
      .automatic_acks = request.Word("acks", "manual automatic", "manual") == "automatic",
      .automatic_handshake =
          request.Word("handshake", "automatic manual", "automatic") == "automatic"};
  if (request.Has("iss")) settings.iss = SequenceNumber(request.Number("iss", {}, 0xffffffff));
  settings.window = static_cast<std::uint16_t>(request.Number("window", 65535, 65535));
  for (const std::string& option : request.Words("options", "timestamps sack window_scale")) {
    settings.timestamps |= option == "timestamps";
    settings.sack |= option == "sack";
    settings.window_scale |= option == "window_scale";
  }
  return settings;
}

void MustBeUnused(const Socket& socket) {
  if (socket.listener) throw Refused{"on listens already"};
  if (socket.connection) throw Refused{"on has a connection already"};
}

Endpoint OwnEnd(Host& host, Family family) {
  const auto address = host.AddressOf(family);
  if (!address) throw Refused{"this peer has no address of that family"};
  return {*address, host.UnusedPort()};
}

Answer ConnectionIs(const Connection& connection) {
  Answer answer = Returns(0);
  AddEnds(connection.BothEnds(), answer);
  return answer;
}

Answer RefusedBySut(const Connection& connection) {
  Answer answer{"", "", {{"error", "ECONNREFUSED"}, {"native", std::to_string(ECONNREFUSED)}}};
  AddEnds(connection.BothEnds(), answer);
  return answer;
}

}  // namespace

Attempt OpenSocket(Host& host, const Request& request) {
  const std::string name = request.Name("as");
  if (host.Find(name) != nullptr) throw Refused{name + " is in use"};
  Socket socket{
      .family = request.Word("family", "ipv4 ipv6", "") == "ipv6" ? Family::kIpv6 : Family::kIpv4,
      .settings = SettingsIn(request)};
  return [&host, name, socket] {
    host.Add(name, socket);
    return Returns(0);
  };
}

Attempt Bind(Host& host, const Request& request) {
  Socket& socket = OnOf(host, request);
  MustBeUnused(socket);
  Endpoint local{AddressIn(request, socket.family),
                 static_cast<std::uint16_t>(request.Number("port", 0, 65535))};
  if (!host.HasAddress(local.address)) throw Refused{"address is not this peer's"};
  if (request.Has("same_port_as")) {
    if (request.Has("port")) throw Refused{"either port or same_port_as"};
    const Socket* other = host.Find(request.Text("same_port_as"));
    if (other == nullptr || !other->local) throw Refused{"same_port_as has no port"};
    local.port = other->local->port;
  }
  if (local.port == 0) local.port = host.UnusedPort();
  return [&socket, local] {
    socket.local = local;
    Answer answer = Returns(0);
    answer.values.emplace_back("local", ToText(local));
    return answer;
  };
}

Attempt Listen(Host& host, const Request& request) {
  Socket& socket = OnOf(host, request);
  MustBeUnused(socket);
  const std::size_t backlog = request.Number("backlog", 16, 4096);
  return [&host, &socket, backlog] {
    if (!socket.local) socket.local = OwnEnd(host, socket.family);
    if (!host.Listen(socket, backlog)) throw Refused{"another socket listens there"};
    return Returns(0);
  };
}

Attempt Accept(Host& host, const Request& request) {
  const Socket& socket = OnOf(host, request);
  const std::string name = request.Name("as");
  if (!socket.listener) throw Refused{"on does not listen"};
  if (host.Find(name) != nullptr) throw Refused{name + " is in use"};
  return
      [&host, name, family = socket.family, listener = socket.listener]() -> std::optional<Answer> {
        const auto connection = host.Accept(*listener);
        if (connection == nullptr) return std::nullopt;
        host.Add(name, {.family = family,
                        .settings = listener->settings,
                        .local = connection->BothEnds().local,
                        .listener = nullptr,
                        .connection = connection});
        return ConnectionIs(*connection);
      };
}

Attempt Connect(Host& host, const Request& request) {
  Socket& socket = OnOf(host, request);
  MustBeUnused(socket);
  const Endpoint remote{AddressIn(request, socket.family),
                        static_cast<std::uint16_t>(request.Number("port", {}, 65535))};
  if (!socket.local) socket.local = OwnEnd(host, socket.family);
  socket.connection = host.Open({*socket.local, remote}, socket.settings);
  if (socket.connection == nullptr) throw Refused{"too many connections in one peer"};
  const auto connection = socket.connection;
  if (!socket.settings.automatic_handshake) {
    return [connection] { return ConnectionIs(*connection); };
  }
  const SegmentSpec syn{.flags = {.syn = true}};
  if (const Status sent = host.Send(*connection, {&syn, 1}); !sent) {
    throw Refused{sent.trouble().what};
  }
  return [&host, connection]() -> std::optional<Answer> {
    if (connection->Variables().reset_sent) return RefusedBySut(*connection);
    if (!connection->Variables().iss || !connection->SynAcknowledged()) return std::nullopt;
    const SegmentSpec ack{.flags = {.ack = true}};
    if (const Status sent = host.Send(*connection, {&ack, 1}); !sent) {
      throw Refused{sent.trouble().what};
    }
    return ConnectionIs(*connection);
  };
}

Attempt Close(Host& host, const Request& request) {
  OnOf(host, request);
  return [&host, name = request.Text("on")] {
    host.Forget(name);
    return Returns(0);
  };
}

Socket& OnOf(Host& host, const Request& request) {
  const std::string name = request.Text("on");
  Socket* const socket = host.Find(name);
  if (socket == nullptr) throw Refused{"no socket " + name};
  return *socket;
}

Answer Returns(std::int64_t value) { return {"", "", {{"returns", std::to_string(value)}}}; }

void AddEnds(const Ends& ends, Answer& answer) {
  answer.values.emplace_back("local", ToText(ends.local));
  answer.values.emplace_back("remote", ToText(ends.remote));
}

}  // namespace closespec::wire_peer
