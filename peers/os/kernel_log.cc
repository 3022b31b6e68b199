#include "peers/os/kernel_log.h"

#include <fcntl.h>

#include <algorithm>
#include <array>

namespace closespec {
namespace {

constexpr std::array<std::string_view, 4> kWorse = {"BUG: ", "Oops: ", "general protection fault",
                                                    "Kernel panic"};
// "BUG: soft lockup - CPU#1 stuck for 22s!", "BUG: workqueue lockup - pool": a processor that got
// no time, as on a loaded host of virtual machines, and nobody's mistake.
constexpr std::string_view kStarved = " lockup - ";
// "traps: peer[81] general protection fault ip:55ec error:0": a process went wrong, anybody's.
constexpr std::string_view kProcess = "traps: ";
// "WARNING: CPU: 0 PID: 81 at net/ipv4/tcp.c:2800 tcp_close+0x1/0x2"
constexpr std::string_view kWarning = "WARNING: ";
constexpr std::string_view kNetwork = " at net/";
// The longest record that the kernel gives. kernel/printk/internal.h in Linux
constexpr std::size_t kLongest = 8192;

// "6,339,5140900,-;text", then lines with a space in front.
std::string_view TextOf(std::string_view record) {
  const auto head = record.find(';');
  if (head == std::string_view::npos) return {};
  record.remove_prefix(head + 1);
  return record.substr(0, record.find('\n'));
}

}  // namespace

bool IsComplaint(std::string_view text, Warnings warnings) {
  const auto has = [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  };
  if (has(kStarved) || text.starts_with(kProcess)) return false;
  if (std::ranges::any_of(kWorse, has)) return true;
  return has(kWarning) && (warnings == Warnings::kAll || has(kNetwork));
}

Result<KernelLog> KernelLog::Open(Warnings warnings) {
  FileDescriptor log(::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!log || ::lseek(log.Raw(), 0, SEEK_END) < 0) return OsError("/dev/kmsg");
  return KernelLog(std::move(log), warnings);
}

std::vector<std::string> KernelLog::Drain() {
  std::vector<std::string> complaints;
  std::array<char, kLongest> record;
  for (;;) {
    const ssize_t octets = ::read(log_.Raw(), record.data(), record.size());
    // Records that were overwritten before they were read are skipped.
    if (octets < 0 && (errno == EPIPE || errno == EINTR)) continue;
    if (octets <= 0) return complaints;
    const std::string_view text = TextOf({record.data(), static_cast<std::size_t>(octets)});
    if (IsComplaint(text, warnings_)) complaints.emplace_back(text);
  }
}

}  // namespace closespec
