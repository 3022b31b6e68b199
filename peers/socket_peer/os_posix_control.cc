// PosixProcesses: a process that becomes another program, and one that is stopped.

#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <csignal>
#include <string>

#include "peers/socket_peer/os_posix_child.h"
#include "peers/socket_peer/os_posix_processes.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {

// The parent may have ended before the kernel was told to watch its life.
void IdleWhileLives(const char* parent) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (std::to_string(::getppid()) != parent) ::_exit(0);
  for (;;) ::pause();
}

// The own channels are closed on exec, by which the parent sees that it was done. Whether the
// kernel goes on watching the parent's life is a matter of the thread that calls.
CallResult PosixProcesses::Exec() {
#ifdef __linux__
  if (own_.descriptors.raw == Handle().raw) return NoSuchCall("the first peer has to go on");
  const std::string parent = std::to_string(::getppid());
  ::execl("/proc/self/exe", "closespec-peer", kIdleArgument, parent.c_str(), nullptr);
  return Told(-1);
#else
  return NoSuchCall("its own program's file is not known here");
#endif
}

CallResult PosixProcesses::Stop(const std::string& name) {
  const auto child = ChildNamed(name);
  CallResult result = Told(::kill(child->pid, SIGSTOP));
  int status = 0;
  if (result.Succeeded()) result = Told(::waitpid(child->pid, &status, WUNTRACED));
  if (result.Succeeded()) result.value = 0;
  return result;
}

CallResult PosixProcesses::Continue(const std::string& name) {
  const auto child = ChildNamed(name);
  CallResult result = Told(::kill(child->pid, SIGCONT));
  int status = 0;
  if (result.Succeeded()) result = Told(::waitpid(child->pid, &status, WCONTINUED));
  if (result.Succeeded()) result.value = 0;
  return result;
}

}  // namespace closespec::socket_peer
