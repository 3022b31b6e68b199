// PosixProcesses: a process that becomes another program, and one that is stopped.

#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <csignal>

#include "peers/socket_peer/os_posix_child.h"
#include "peers/socket_peer/os_posix_processes.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {

void Idle() {
  for (;;) ::pause();
}

// The own channels are closed on exec, by which the parent sees that it was done. The kernel goes
// on watching the parent's life (PR_SET_PDEATHSIG is kept).
CallResult PosixProcesses::Exec() {
#ifdef __linux__
  if (own_.descriptors.raw == Handle().raw) return NoSuchCall("the first peer has to go on");
  ::execl("/proc/self/exe", "closespec-peer", kIdleArgument, nullptr);
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
