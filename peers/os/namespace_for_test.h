// A network namespace for one test, also for an ordinary user.

#ifndef CLOSESPEC_PEERS_OS_NAMESPACE_FOR_TEST_H_
#define CLOSESPEC_PEERS_OS_NAMESPACE_FOR_TEST_H_

#include <sched.h>

#include "peers/os/result.h"

namespace closespec {

// Moves this process, which must have one thread, into namespaces of its own. A test that gets a
// Trouble skips itself.
inline Status EnterNamespaceForTest() {
  if (::unshare(CLONE_NEWNET) == 0) return Done{};
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) return Done{};
  return OsError("unshare(CLONE_NEWUSER | CLONE_NEWNET)");
}

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_NAMESPACE_FOR_TEST_H_
