#include "peers/os/child_process.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace closespec {
namespace {

int ExitCodeOf(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// The exit code of `child` if it is among those that have ended.
std::optional<int> Reap(pid_t child) {
  std::optional<int> code;
  int status = 0;
  for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (ended == child) code = ExitCodeOf(status);
  }
  return code;
}

std::optional<pid_t> ParentOf(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  // "pid (name) state ppid": the name may hold anything, also ") ".
  const auto name_end = line.rfind(") ");
  if (name_end == std::string::npos || line.size() < name_end + 5) return std::nullopt;
  pid_t parent = 0;
  const char* const begin = line.data() + name_end + 4;
  const auto read = std::from_chars(begin, line.data() + line.size(), parent);
  if (read.ec != std::errc()) return std::nullopt;
  return parent;
}

}  // namespace

AttendedSignals::AttendedSignals() {
  ::sigemptyset(&attended_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD, ParentDiedSignal()}) {
    ::sigaddset(&attended_, signal);
  }
  ::sigprocmask(SIG_BLOCK, &attended_, &mask_before_);
  // A parent may have left it ignored, and ignored children reap themselves. wait(2)
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &by_default, &on_child_before_);
}

AttendedSignals::~AttendedSignals() {
  const timespec at_once{};
  while (::sigtimedwait(&attended_, nullptr, &at_once) > 0) {
  }
  Restore();
}

void AttendedSignals::Restore() const {
  ::sigaction(SIGCHLD, &on_child_before_, nullptr);
  ::sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
}

int AttendedSignals::Attend(pid_t child) const {
  while (true) {
    if (const auto code = Reap(child)) return *code;
    siginfo_t came{};
    const int signal = ::sigwaitinfo(&attended_, &came);
    if (signal == ParentDiedSignal()) return 128 + SIGKILL;
    const bool by_terminal = came.si_code == SI_KERNEL;
    if (signal > 0 && signal != SIGCHLD && !by_terminal) ::kill(child, signal);
  }
}

bool EndWithParent(int signal, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, signal);
  return ::getppid() == parent;
}

int ParentDiedSignal() { return SIGRTMIN; }

void AdoptOrphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

std::set<pid_t> ChildrenOf(pid_t parent) {
  std::set<pid_t> children;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", none)) {
    const std::string name = entry.path().filename().string();
    pid_t process = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
    if (read.ec == std::errc() && ParentOf(process) == parent) children.insert(process);
  }
  return children;
}

void KillChildren(const std::set<pid_t>& spared) {
  while (true) {
    std::set<pid_t> doomed = ChildrenOf(::getpid());
    std::erase_if(doomed, [&](pid_t child) { return spared.contains(child); });
    if (doomed.empty()) return;
    for (const pid_t child : doomed) ::kill(child, SIGKILL);
    for (const pid_t child : doomed) {
      while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }
}

}  // namespace closespec
