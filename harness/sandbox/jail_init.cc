#include "harness/sandbox/jail_init.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace closespec {
namespace {

constexpr int kKilled = 128 + SIGKILL;

std::string ErrorName(int error) {
  const char* const name = ::strerrorname_np(error);
  return name != nullptr ? name : std::to_string(error);
}

// In a mount namespace of its own, where later mounts of the machine still arrive.
bool MountProc() {
  return ::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0 &&
         ::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
}

// 0, or the error number of the refusal. In a child, because there is no way back.
int TryNetworkNamespace() {
  const pid_t child = ::fork();
  if (child < 0) return errno;
  if (child == 0) ::_exit(::unshare(CLONE_NEWNET) == 0 ? 0 : errno);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : EFAULT;
}

void LookAround(Jail& jail) {
  if (jail.process_namespace) {
    jail.own_proc = MountProc();
    if (!jail.own_proc) {
      jail.limitations.push_back("/proc cannot be mounted anew (" + ErrorName(errno) +
                                 "): settings may be unreadable or fixed");
    }
  }
  const int refused = TryNetworkNamespace();
  jail.network_namespaces = refused == 0;
  if (!jail.network_namespaces) {
    jail.limitations.push_back(
        "network namespaces are refused (" + ErrorName(refused) +
        "): cases share this machine's loopback, and no segment is captured");
  }
}

void RaiseFileLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void BeInit(Jail jail, Handshake handshake, const AttendedSignals& signals,
            const std::function<int(const Jail&)>& body) {
  // Without a process-id namespace there is something to clean up first.
  ::prctl(PR_SET_PDEATHSIG, jail.process_namespace ? SIGKILL : ParentDiedSignal());
  char word = 'r';
  if (::write(handshake.ready.Raw(), &word, 1) != 1) ::_exit(kKilled);
  if (::read(handshake.go.Raw(), &word, 1) != 1) ::_exit(kKilled);
  handshake = {};  // not for the body

  if (!jail.process_namespace) AdoptOrphans();
  LookAround(jail);
  const pid_t init = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    if (!EndWithParent(SIGKILL, init)) ::_exit(kKilled);
    signals.Restore();
    RaiseFileLimit();
    std::exit(body(jail));
  }
  const int code = child < 0 ? kKilled : signals.Attend(child);
  if (!jail.process_namespace) KillChildren({});
  ::_exit(code);
}

}  // namespace closespec
