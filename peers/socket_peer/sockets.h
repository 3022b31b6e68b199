// The sockets of a process by the names that requests give them. A name outlives its close(), so
// that calls on a closed descriptor can be made; a number that is in use again is not given out.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_SOCKETS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_SOCKETS_H_

#include <map>
#include <mutex>
#include <string>

#include "peers/socket_peer/stack.h"
#include "peers/socket_peer/streams.h"

namespace closespec::socket_peer {

struct Socket {
  Handle handle;
  std::size_t stream = 0;  // its number in Streams
  bool closed = false;
};

class Sockets {
 public:
  // Both refuse: a name that is not known, a name that is in use.
  Socket At(const std::string& name);
  void MustBeFree(const std::string& name);

  void Add(const std::string& name, const Socket& socket);
  void MarkClosed(const std::string& name);

  // Held while the process forks, so that the child finds it unlocked.
  std::unique_lock<std::mutex> Lock() { return std::unique_lock<std::mutex>(mutex_); }

 private:
  std::mutex mutex_;
  std::map<std::string, Socket> by_name_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_SOCKETS_H_
