// A channel carries lines of the protocol: standard input and output, or the way to a forked peer.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_CHANNEL_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_CHANNEL_H_

#include <mutex>
#include <optional>
#include <string>

#include "peers/protocol/line_buffer.h"
#include "peers/protocol/message.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

class LineReader {
 public:
  explicit LineReader(Handle from) : from_(from) {}

  // The next line; nothing at the end.
  std::optional<std::string> Next();

 private:
  Handle from_;
  protocol::LineBuffer buffer_;
};

// Lines of several threads come out whole.
class LineWriter {
 public:
  explicit LineWriter(Handle to) : to_(to) {}

  void Write(const protocol::Message& message) { WriteLine(protocol::Format(message)); }
  void WriteLine(std::string line);

 private:
  std::mutex mutex_;
  Handle to_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_CHANNEL_H_
