// What the kernel that this runs on complains of itself, for all cases of a run: it cannot be told
// whose doing it was, so every case that ran meanwhile is told.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_OWN_KERNEL_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_OWN_KERNEL_H_

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "peers/os/kernel_log.h"

namespace closespec {

// From any thread.
class OwnKernel {
 public:
  // Hears nothing where the log must not be read. A jail takes away the right to open it, not what
  // is open.
  OwnKernel();

  // So many complaints came until now.
  std::size_t Count();
  // Those after the first `count`.
  std::vector<std::string> Since(std::size_t count);

 private:
  void Listen();

  std::mutex mutex_;
  std::optional<KernelLog> log_;
  std::vector<std::string> complaints_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_OWN_KERNEL_H_
