#include <fcntl.h>
#include <sys/stat.h>

#include <string_view>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

void WriteSetting(const char* file, std::string_view value) {
  const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t written = Real().write(fd, value.data(), value.size());
  Real().close(fd);
}

// In a network namespace that is not the machine's own, as far as that can be seen.
bool IsInSandbox() {
  struct stat here {};
  struct stat init {};
  return ::stat("/proc/self/ns/net", &here) == 0 &&
         (::stat("/proc/1/ns/net", &init) != 0 || here.st_ino != init.st_ino);
}

// Linux keeps TIME_WAIT in a table with a limit; with none of it, it goes to CLOSED at once. An
// orphan in FIN_WAIT_2 stays out of that table when it is to wait longer than TIME_WAIT does.
struct TimeWaitSkipped final : Calls {
  void Begin(Socket socket) override {
    Calls::Begin(socket);
    if (!IsInSandbox()) return;
    WriteSetting("/proc/sys/net/ipv4/tcp_fin_timeout", "120");
    WriteSetting("/proc/sys/net/ipv4/tcp_max_tw_buckets", "0");
  }
};

}  // namespace

std::vector<Hook> TimeWaitHooks() { return {{"time_wait_skipped", &Make<TimeWaitSkipped>}}; }

}  // namespace closespec::faults
