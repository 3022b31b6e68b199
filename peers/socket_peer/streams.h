// How far each connection has got: octets sent and received. The counts of a connection are shared
// by all names of it, in forked processes too, because they live in memory that fork() shares.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_STREAMS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_STREAMS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace closespec::socket_peer {

struct Stream {
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::uint64_t> received{0};
  // Urgent octets read out of line, which the reader of the stream has not come to yet.
  std::atomic<std::uint64_t> skipped{0};
};

class Streams {
 public:
  static constexpr std::size_t kCapacity = 16384;

  Streams();  // before any thread or fork

  // A new stream's number; kCapacity when all were given out.
  std::size_t Begin();
  Stream& At(std::size_t number) { return block_->streams[number]; }

 private:
  struct Block {
    std::atomic<std::size_t> next;
    Stream streams[kCapacity];
  };
  Block* block_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_STREAMS_H_
