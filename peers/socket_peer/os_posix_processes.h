// Processes by fork(). Each child has two channels to its parent: one for lines, one for
// descriptors. A child ends when its parent does.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_PROCESSES_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_PROCESSES_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "peers/socket_peer/channel.h"
#include "peers/socket_peer/processes.h"

namespace closespec::socket_peer {

// The argument with which the peer's program does nothing but live as long as its parent; the
// parent's process number follows.
inline constexpr const char* kIdleArgument = "--idle";
[[noreturn]] void IdleWhileLives(const char* parent);

// What a peer needs to run: where its requests come from, where answers and descriptors go.
struct Channels {
  Handle requests;
  Handle answers;
  Handle descriptors;  // from the parent
};

class PosixProcesses final : public Processes {
 public:
  // `run_child` runs a peer in the forked process and does not return.
  using RunChild = std::function<void(Channels)>;
  PosixProcesses(Sockets& sockets, LineWriter& writer, Channels own, RunChild run_child)
      : sockets_(sockets), writer_(writer), own_(own), run_child_(std::move(run_child)) {}

  std::vector<std::string> Features() override { return {"fork", "share", "signals", "exec"}; }
  CallResult Fork(const std::string& name) override;
  CallResult Reap(const std::string& name, std::string& exit) override;
  CallResult Share(const std::string& name, const Socket& socket) override;
  CallResult Adopt(Socket& socket) override;
  CallResult Exit(int status) override;
  CallResult Abort(const std::string& signal) override;
  CallResult Exec() override;
  CallResult Stop(const std::string& name) override;
  CallResult Continue(const std::string& name) override;
  void Forward(const std::string& name, const protocol::Message& request) override;

 private:
  struct Child;

  // Both refuse.
  void MustBeFree(const std::string& name);
  std::shared_ptr<Child> ChildNamed(const std::string& name);
  void RunInChild(Channels channels);
  void PassAnswersOn(const std::shared_ptr<Child>& child);

  Sockets& sockets_;
  LineWriter& writer_;
  Channels own_;
  RunChild run_child_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Child>> children_;
  // Processes that a child has made, and the child through which requests for them go.
  std::map<std::string, std::shared_ptr<Child>> descendants_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_PROCESSES_H_
