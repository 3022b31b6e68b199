#include "peers/socket_peer/sockets.h"

#include "peers/socket_peer/request.h"

namespace closespec::socket_peer {

Socket Sockets::At(const std::string& name) {
  const auto lock = Lock();
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) throw Refused{"no socket " + name};
  Socket socket = found->second;
  if (!socket.closed) return socket;
  for (const auto& [other, each] : by_name_) {
    if (!each.closed && each.handle.raw == socket.handle.raw) socket.handle = Handle();
  }
  return socket;
}

void Sockets::MustBeFree(const std::string& name) {
  const auto lock = Lock();
  const auto found = by_name_.find(name);
  if (found != by_name_.end() && !found->second.closed) {
    throw Refused{"the name " + name + " is in use"};
  }
}

void Sockets::Add(const std::string& name, const Socket& socket) {
  const auto lock = Lock();
  by_name_[name] = socket;
}

void Sockets::MarkClosed(const std::string& name) {
  const auto lock = Lock();
  by_name_[name].closed = true;
}

}  // namespace closespec::socket_peer
