// The run in a user and process-id namespace of its own: no root is needed, and nothing outlives
// it, whichever of its processes is killed. main() calls RunInJail() first thing and returns its
// result.

#ifndef CLOSESPEC_HARNESS_SANDBOX_JAIL_H_
#define CLOSESPEC_HARNESS_SANDBOX_JAIL_H_

#include <functional>
#include <string>
#include <vector>

namespace closespec {

// What the body runs in, as far as this machine allows it.
struct Jail {
  bool user_namespace = false;
  bool process_namespace = false;
  bool own_proc = false;                 // /proc shows the processes of the jail only
  bool network_namespaces = false;       // MakeSandbox() will work
  std::vector<std::string> limitations;  // what is lost, one sentence each
};

// What to try; tests switch parts off to see the fallbacks.
struct JailRequest {
  bool user_namespace = true;
  bool process_namespace = true;
};

// Runs `body` in a grandchild and gives its exit code, 128 + N when signal N ended it. Between them
// stands a small init that reaps orphans. SIGINT, SIGTERM and SIGHUP are passed on to the body,
// once each. Raises the limit of open files. Must be called before there is a second thread.
int RunInJail(const std::function<int(const Jail&)>& body, const JailRequest& request = {});

// What RunInJail() would have: tried in a child, costs a few milliseconds. Before any thread.
Jail ProbeJail();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_JAIL_H_
