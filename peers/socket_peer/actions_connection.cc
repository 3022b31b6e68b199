// Making and ending connections.

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {
namespace {

std::size_t NewStream(Surroundings& peer) {
  const std::size_t number = peer.streams.Begin();
  if (number == Streams::kCapacity) throw Refused{"too many connections in one peer"};
  return number;
}

// Also after a failure, when the socket has a port nevertheless.
bool SetLocal(Surroundings& peer, Handle handle, Answer& answer) {
  Endpoint local;
  if (!peer.stack.LocalName(handle, local).Succeeded() || local.port == 0) return false;
  answer.Set("local", local);
  return true;
}

}  // namespace

MaybeAnswer Open(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  const bool ipv6 = request.Word("family", "ipv4 ipv6", "") == "ipv6";
  const Family family = ipv6 ? Family::kIpv6 : Family::kIpv4;
  const std::string kind = request.Word("kind", "tcp mapped mptcp", "tcp");
  if (kind == "mapped" && ipv6) throw Refused{"mapped addresses are of IPv4"};
  peer.sockets.MustBeFree(name);
  const std::size_t stream = NewStream(peer);
  if (kind == "tcp") return Made(peer, name, stream, peer.stack.Open(family));
  const SocketKind other = kind == "mapped" ? SocketKind::kMapped : SocketKind::kMptcp;
  return Made(peer, name, stream, peer.stack.OpenKind(family, other));
}

MaybeAnswer Bind(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  Endpoint local;
  local.address = request.Text("address");
  local.port = static_cast<std::uint16_t>(request.Number("port", 0, 0, 65535));
  if (request.Has("same_port_as")) {
    Endpoint other;
    const Handle same = peer.sockets.At(request.Text("same_port_as")).handle;
    if (!peer.stack.LocalName(same, other).Succeeded()) throw Refused{"same_port_as has no port"};
    local.port = other.port;
  }
  Answer answer(peer.stack.Bind(handle, local));
  SetLocal(peer, handle, answer);
  return answer;
}

MaybeAnswer Listen(Surroundings& peer, const Request& request) {
  return Answer(peer.stack.Listen(OnOf(peer, request), request.Number("backlog", 16)));
}

MaybeAnswer Accept(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  const Handle listener = OnOf(peer, request);
  peer.sockets.MustBeFree(name);
  const std::size_t stream = NewStream(peer);
  Endpoint remote;
  CallResult result = peer.stack.Accept(listener, remote);
  if (!result.Succeeded()) return Answer(result);
  const Handle accepted{static_cast<std::intptr_t>(result.value)};
  peer.sockets.Add(name, {accepted, stream});
  result.value = 0;
  Answer answer(result);
  SetLocal(peer, accepted, answer);
  return answer.Set("remote", remote);
}

MaybeAnswer Connect(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  const Endpoint remote{request.Text("address"),
                        static_cast<std::uint16_t>(request.Number("port", {}, 0, 65535))};
  Answer answer(peer.stack.Connect(handle, remote));
  if (SetLocal(peer, handle, answer)) answer.Set("remote", remote);
  return answer;
}

MaybeAnswer Disconnect(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  Answer answer(peer.stack.Disconnect(handle));
  SetLocal(peer, handle, answer);
  return answer;
}

MaybeAnswer Shutdown(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  const std::string how = request.Text("how");
  if (how == "read") return Answer(peer.stack.Shutdown(handle, 0));
  if (how == "write") return Answer(peer.stack.Shutdown(handle, 1));
  if (how == "both") return Answer(peer.stack.Shutdown(handle, 2));
  return Answer(peer.stack.Shutdown(handle, request.Number("how")));
}

MaybeAnswer Close(Surroundings& peer, const Request& request) {
  const std::string name = request.Text("on");
  const Answer answer(peer.stack.Close(peer.sockets.At(name).handle));
  peer.sockets.MarkClosed(name);
  return answer;
}

MaybeAnswer Duplicate(Surroundings& peer, const Request& request) {
  const std::string name = request.Name("as");
  const Socket original = peer.sockets.At(request.Text("on"));
  peer.sockets.MustBeFree(name);
  return Made(peer, name, original.stream, peer.stack.Duplicate(original.handle));
}

MaybeAnswer DuplicateOver(Surroundings& peer, const Request& request) {
  const std::string over = request.Text("over");
  const Socket original = peer.sockets.At(request.Text("on"));
  const Handle replaced = peer.sockets.At(over).handle;
  CallResult result = peer.stack.DuplicateOver(original.handle, replaced);
  if (result.Succeeded()) {
    peer.sockets.Add(over, {replaced, original.stream});
    result.value = 0;
  }
  return Answer(result);
}

}  // namespace closespec::socket_peer
