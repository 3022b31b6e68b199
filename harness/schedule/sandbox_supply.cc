#include "harness/schedule/sandbox_supply.h"

#include <utility>

namespace closespec {
namespace {

// The first one that waits under that plan; nothing when there is none.
template <typename Queues>
typename Queues::mapped_type::value_type PopFront(Queues& queues, const SandboxPlan& plan,
                                                  std::size_t& count) {
  const auto found = queues.find(plan);
  if (found == queues.end() || found->second.empty()) return nullptr;
  auto first = std::move(found->second.front());
  found->second.pop_front();
  --count;
  return first;
}

}  // namespace

SandboxSupply::SandboxSupply(std::function<Result<Sandbox>(const SandboxPlan&)> make,
                             std::size_t makers, std::size_t ahead, std::vector<SandboxPlan> plans)
    : make_(std::move(make)), ahead_(ahead), plans_(std::move(plans)) {
  for (std::size_t i = 0; i < makers; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { MakeAhead(stop); });
  }
}

SandboxSupply::~SandboxSupply() {
  for (std::jthread& each : threads_) each.request_stop();
}

void SandboxSupply::Take(const SandboxPlan& plan, std::function<void(Made)> taken) {
  std::unique_lock lock(mutex_);
  if (Made made = PopFront(ready_, plan, ready_count_)) {
    lock.unlock();
    changed_.notify_all();
    return taken(std::move(made));
  }
  waiting_[plan].push_back(std::move(taken));
  ++waiting_count_;
  lock.unlock();
  changed_.notify_all();
}

void SandboxSupply::MakeAhead(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  // Whoever waits for a plan gets it although others are ready: all before it in `plans_` are taken
  // by those who came before.
  while (changed_.wait(lock, stop, [this] {
    return next_ < plans_.size() && ready_count_ + in_making_ < ahead_ + waiting_count_;
  })) {
    ++in_making_;
    const SandboxPlan& plan = plans_[next_++];
    lock.unlock();
    auto made = std::make_shared<Result<Sandbox>>(make_(plan));
    lock.lock();
    --in_making_;
    const auto taken = PopFront(waiting_, plan, waiting_count_);
    if (!taken) {
      ready_[plan].push_back(std::move(made));
      ++ready_count_;
      continue;
    }
    lock.unlock();
    taken(std::move(made));
    lock.lock();
  }
}

}  // namespace closespec
