// Ends sandboxes behind the run. Closing a capture waits for the kernel (some 15 ms, asleep), which
// neither an event loop nor the thread that makes sandboxes should do.

#ifndef CLOSESPEC_HARNESS_SANDBOX_SANDBOX_DISPOSAL_H_
#define CLOSESPEC_HARNESS_SANDBOX_SANDBOX_DISPOSAL_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "harness/sandbox/sandbox.h"

namespace closespec {

class SandboxDisposal {
 public:
  // Each thread ends some 60 sandboxes a second.
  explicit SandboxDisposal(int threads = 12);
  SandboxDisposal(const SandboxDisposal&) = delete;
  SandboxDisposal& operator=(const SandboxDisposal&) = delete;
  // Returns when everything is disposed of.
  ~SandboxDisposal();

  // Does not wait. `last_rites` runs before the sandbox ends: evidence is written from its capture.
  void Dispose(Sandbox sandbox, std::function<void(const Sandbox&)> last_rites = {});

 private:
  void Work();

  std::mutex mutex_;
  std::condition_variable changed_;
  struct Ended {
    Sandbox sandbox;
    std::function<void(const Sandbox&)> last_rites;
  };

  std::vector<Ended> waiting_;
  bool closing_ = false;
  std::vector<std::jthread> threads_;  // last: they use what stands above
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_SANDBOX_DISPOSAL_H_
