#include "harness/sandbox/sandbox_disposal.h"

#include <utility>

namespace closespec {

SandboxDisposal::SandboxDisposal(int threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

SandboxDisposal::~SandboxDisposal() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

void SandboxDisposal::Dispose(Sandbox sandbox, std::function<void(const Sandbox&)> last_rites) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back({std::move(sandbox), std::move(last_rites)});
  }
  changed_.notify_one();
}

void SandboxDisposal::Work() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Ended ended = std::move(waiting_.back());
    waiting_.pop_back();
    lock.unlock();
    if (ended.last_rites) ended.last_rites(ended.sandbox);
  }
}

}  // namespace closespec
