// Makes sandboxes ahead of need on threads of its own, because making one takes milliseconds and
// moves the calling thread into it. SandboxDisposal ends them.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_
#define CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "harness/sandbox/sandbox.h"
#include "peers/os/result.h"

namespace closespec {

class SandboxSupply {
 public:
  using Made = std::shared_ptr<Result<Sandbox>>;

  // `make` is called on one of `makers` threads, once for each of `plans` and in their order; up to
  // `ahead` results wait to be taken. One that nobody takes would cost as much to end as one that
  // served a case.
  SandboxSupply(std::function<Result<Sandbox>(const SandboxPlan&)> make, std::size_t makers,
                std::size_t ahead, std::vector<SandboxPlan> plans);
  ~SandboxSupply();

  // Calls `taken` with a sandbox of an equal plan as soon as there is one, on whatever thread that
  // happens. Each of `plans` is taken once, and about in their order.
  void Take(const SandboxPlan& plan, std::function<void(Made)> taken);

 private:
  void MakeAhead(const std::stop_token& stop);

  std::function<Result<Sandbox>(const SandboxPlan&)> make_;
  std::size_t ahead_;
  std::vector<SandboxPlan> plans_;
  std::mutex mutex_;  // of what follows
  std::condition_variable_any changed_;
  std::size_t next_ = 0;  // of `plans_`
  std::size_t in_making_ = 0;
  std::map<SandboxPlan, std::deque<Made>> ready_;
  std::size_t ready_count_ = 0;
  std::map<SandboxPlan, std::deque<std::function<void(Made)>>> waiting_;
  std::size_t waiting_count_ = 0;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_
