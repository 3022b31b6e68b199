// The seam for what a peer does with processes: fork, share, reap, exit, abort and so on. A forked
// process is a peer of its own; requests with `in=` are forwarded to it and its answers come back.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_PROCESSES_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_PROCESSES_H_

#include <string>
#include <string_view>
#include <vector>

#include "peers/protocol/message.h"
#include "peers/socket_peer/sockets.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

class Processes {
 public:
  virtual ~Processes() = default;

  virtual std::vector<std::string> Features() = 0;
  // Does not return in the child.
  virtual CallResult Fork(const std::string& name) = 0;
  // Waits for the process to end; `exit`: "0", "signal:PIPE".
  virtual CallResult Reap(const std::string& name, std::string& exit) = 0;
  virtual CallResult Share(const std::string& name, const Socket& socket) = 0;
  // What the parent shared; blocks until it is there.
  virtual CallResult Adopt(Socket& socket) = 0;
  // Both return only where there is no such thing.
  virtual CallResult Exit(int status) = 0;
  virtual CallResult Abort(const std::string& signal) = 0;
  // The process becomes a program that makes no calls and ends with its parent; returns only where
  // that cannot be.
  virtual CallResult Exec() { return NoSuchThing(); }
  // When it returns the process stands still, or runs again.
  virtual CallResult Stop(const std::string& /*name*/) { return NoSuchThing(); }
  virtual CallResult Continue(const std::string& /*name*/) { return NoSuchThing(); }
  // Refuses if there is no such process. When it ends before it answered, the answer says so.
  virtual void Forward(const std::string& name, const protocol::Message& request) = 0;

 private:
  static CallResult NoSuchThing() {
    CallResult result;
    result.unsupported = "processes cannot do that here";
    return result;
  }
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_PROCESSES_H_
