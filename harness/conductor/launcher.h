// How a peer process is started and spoken to, line by line. ProcessLauncher starts real ones;
// tests pass a ScriptedLauncher.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_LAUNCHER_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_LAUNCHER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

struct PeerEvents {
  std::function<void(std::string_view line)> on_line;
  // Once, after the last line, when the process has ended and was reaped, or broke the line format:
  // "exited with status 3", "killed by SIGKILL", "said too much ...".
  std::function<void(std::string how)> on_gone;
};

// Ends its process when destroyed; no event comes after that.
class PeerProcess {
 public:
  virtual ~PeerProcess() = default;
  // Whole lines, each with its LF. Never blocks; lines for a process that has ended are dropped.
  virtual void Write(std::string lines) = 0;
  virtual void Kill() = 0;
};

struct LaunchPlan {
  std::vector<std::string> command;                // the first word is a path
  std::map<std::string, std::string> environment;  // beside the harness's own
};

class Launcher {
 public:
  virtual ~Launcher() = default;
  // In `network_namespace`, or in the harness's own when that is empty. `inherited` becomes the
  // peer's descriptor 3, unless it is empty.
  virtual Result<std::unique_ptr<PeerProcess>> Launch(const LaunchPlan& plan,
                                                      const FileDescriptor& network_namespace,
                                                      const FileDescriptor& inherited,
                                                      PeerEvents events) = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_LAUNCHER_H_
