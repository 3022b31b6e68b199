// Makes sandboxes ahead of need on threads of its own, because making one takes milliseconds and
// moves the calling thread into it. SandboxDisposal ends them.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_
#define CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_

#include <condition_variable>
#include <deque>
#include <functional>
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

  // `make` is called on one of `makers` threads, `most` times at most; up to `ahead` results wait
  // to be taken. One that nobody takes would cost as much to end as one that served a case.
  SandboxSupply(std::function<Result<Sandbox>()> make, std::size_t makers, std::size_t ahead,
                std::size_t most);
  ~SandboxSupply();

  // Calls `taken` with a sandbox as soon as there is one, on whatever thread that happens.
  void Take(std::function<void(Made)> taken);

 private:
  void MakeAhead(const std::stop_token& stop);

  std::function<Result<Sandbox>()> make_;
  std::size_t ahead_;
  std::size_t left_to_make_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Made> ready_;
  std::deque<std::function<void(Made)>> waiting_;
  std::size_t in_making_ = 0;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_SANDBOX_SUPPLY_H_
