#include "harness/schedule/sandbox_supply.h"

#include <utility>

namespace closespec {

SandboxSupply::SandboxSupply(std::function<Result<Sandbox>()> make, std::size_t makers,
                             std::size_t ahead, std::size_t most)
    : make_(std::move(make)), ahead_(ahead), left_to_make_(most) {
  for (std::size_t i = 0; i < makers; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { MakeAhead(stop); });
  }
}

SandboxSupply::~SandboxSupply() {
  for (std::jthread& each : threads_) each.request_stop();
}

void SandboxSupply::Take(std::function<void(Made)> taken) {
  Made made;
  {
    const std::lock_guard lock(mutex_);
    if (ready_.empty()) {
      waiting_.push_back(std::move(taken));
    } else {
      made = std::move(ready_.front());
      ready_.pop_front();
    }
  }
  changed_.notify_all();
  if (made) taken(std::move(made));
}

void SandboxSupply::MakeAhead(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] {
    return left_to_make_ > 0 && ready_.size() + in_making_ < ahead_ + waiting_.size();
  })) {
    ++in_making_;
    --left_to_make_;
    lock.unlock();
    auto made = std::make_shared<Result<Sandbox>>(make_());
    lock.lock();
    --in_making_;
    if (waiting_.empty()) {
      ready_.push_back(std::move(made));
      continue;
    }
    const auto taken = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    taken(std::move(made));
    lock.lock();
  }
}

}  // namespace closespec
