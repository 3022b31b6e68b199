#include "peers/socket_peer/streams.h"

#include <new>

#include "peers/socket_peer/os.h"

namespace closespec::socket_peer {

Streams::Streams() {
  // Zeros are atomics that hold 0.
  void* memory = SharedZeros(sizeof(Block));
  if (memory == nullptr) throw std::bad_alloc();
  block_ = static_cast<Block*>(memory);
}

std::size_t Streams::Begin() {
  std::size_t next = block_->next;
  while (next < kCapacity && !block_->next.compare_exchange_weak(next, next + 1)) {
  }
  return next;
}

}  // namespace closespec::socket_peer
