// Waiting for one child on behalf of whoever controls this process, and ending what a child left
// behind. For small single-threaded processes that do nothing else.

#ifndef CLOSESPEC_PEERS_OS_CHILD_PROCESS_H_
#define CLOSESPEC_PEERS_OS_CHILD_PROCESS_H_

#include <signal.h>
#include <sys/types.h>

#include <set>

namespace closespec {

// While it lives, SIGINT, SIGTERM, SIGHUP, SIGCHLD and ParentDiedSignal() wait to be taken by
// Attend().
class AttendedSignals {
 public:
  AttendedSignals();
  AttendedSignals(const AttendedSignals&) = delete;
  AttendedSignals& operator=(const AttendedSignals&) = delete;
  // What came and was not taken is forgotten: the child it was meant for is gone.
  ~AttendedSignals();

  // In a child: signals are as they were before.
  void Restore() const;

  // Waits until `child` has ended and gives its exit code, 128 + N if signal N ended it. Passes
  // SIGINT, SIGTERM and SIGHUP on to it, but not those of a terminal, which reach it anyway. Reaps
  // every child. Gives 128 + SIGKILL on ParentDiedSignal().
  [[nodiscard]] int Attend(pid_t child) const;

 private:
  sigset_t attended_{};
  sigset_t mask_before_{};
  struct sigaction on_child_before_ {};
};

// `signal` is sent to this process when its parent ends. False when the parent, `parent` by the
// caller's knowledge, has ended already.
bool EndWithParent(int signal, pid_t parent);
// The signal for EndWithParent() of a process that has to clean up first.
int ParentDiedSignal();

// Orphaned descendants become children of this process.
void AdoptOrphans();
std::set<pid_t> ChildrenOf(pid_t parent);
// Kills and reaps the children of this process, and theirs as they are adopted, but for `spared`.
void KillChildren(const std::set<pid_t>& spared);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_CHILD_PROCESS_H_
