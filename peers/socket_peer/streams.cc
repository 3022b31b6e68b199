#include "peers/socket_peer/streams.h"

#include <sys/mman.h>

#include <new>

namespace closespec::socket_peer {

Streams::Streams() {
  // Zero pages, which are taken only when touched, are atomics that hold 0.
  void* memory =
      ::mmap(nullptr, sizeof(Block), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  block_ = static_cast<Block*>(memory);
}

std::size_t Streams::Begin() {
  std::size_t next = block_->next;
  while (next < kCapacity && !block_->next.compare_exchange_weak(next, next + 1)) {
  }
  return next;
}

}  // namespace closespec::socket_peer
