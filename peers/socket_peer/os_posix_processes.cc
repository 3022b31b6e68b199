#include "peers/socket_peer/os_posix_processes.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <thread>
#include <utility>
#include <variant>

#include "peers/socket_peer/os_posix_child.h"
#include "peers/socket_peer/os_posix_result.h"
#include "peers/socket_peer/os_posix_signals.h"
#include "peers/socket_peer/request.h"

namespace closespec::socket_peer {
namespace {

// Ours are far above the sockets under test: their numbers stay free for those, and when a process
// ends its sockets are closed before the channel that tells of it.
constexpr int kLowestOwn = 200;

struct Ends {
  int parent = -1;
  int child = -1;
};

int MovedUp(int fd) {
  const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, kLowestOwn);
  ::close(fd);
  return moved;
}

bool Connect(int type, Ends& ends) {
  int pair[2];
  if (::socketpair(AF_UNIX, type, 0, pair) != 0) return false;
  ends = {MovedUp(pair[0]), MovedUp(pair[1])};
  return ends.parent >= 0 && ends.child >= 0;
}

Handle HandleOf(int fd) { return Handle{fd}; }

}  // namespace

std::shared_ptr<PosixProcesses::Child> PosixProcesses::ChildNamed(const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = children_.find(name);
  if (found == children_.end()) throw Refused{"no process " + name};
  return found->second;
}

void PosixProcesses::MustBeFree(const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = children_.find(name);
  if (found == children_.end()) return;
  const std::lock_guard<std::mutex> child_lock(found->second->mutex);
  if (!found->second->ended) throw Refused{"the name " + name + " is in use"};
}

CallResult PosixProcesses::Fork(const std::string& name) {
  MustBeFree(name);
  Ends lines;
  Ends descriptors;
  if (!Connect(SOCK_STREAM, lines) || !Connect(SOCK_DGRAM, descriptors)) return Told(-1);

  auto sockets_lock = sockets_.Lock();
  auto children_lock = std::unique_lock<std::mutex>(mutex_);
  const pid_t pid = ::fork();
  CallResult result = Told(pid);
  if (pid == 0) {
    sockets_lock.unlock();
    ::close(lines.parent);
    ::close(descriptors.parent);
    RunInChild({HandleOf(lines.child), HandleOf(lines.child), HandleOf(descriptors.child)});
  }
  ::close(lines.child);
  ::close(descriptors.child);
  if (!result.Succeeded()) return result;
  result.value = 0;
  auto child = std::make_shared<Child>(pid, HandleOf(lines.parent), HandleOf(descriptors.parent));
  children_[name] = child;
  std::thread([this, child] { PassAnswersOn(child); }).detach();
  return result;
}

void PosixProcesses::RunInChild(Channels channels) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  // What belongs to the parent alone; whoever reads its output must see it end with the parent.
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {Raw(own_.requests), Raw(own_.answers)}) {
    if (fd <= STDERR_FILENO) {
      ::dup2(nothing, fd);
    } else {
      ::close(fd);
    }
  }
  ::close(nothing);
  ::close(Raw(own_.descriptors));
  for (const auto& [name, child] : children_) {
    ::close(Raw(child->lines));
    ::close(Raw(child->descriptors));
  }
  run_child_(channels);
}

void PosixProcesses::Forward(const std::string& name, const protocol::Message& request) {
  std::shared_ptr<Child> child;
  bool to_descendant = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto descendant = descendants_.find(name);
    to_descendant = descendant != descendants_.end();
    if (to_descendant) child = descendant->second;
  }
  if (!to_descendant) child = ChildNamed(name);

  protocol::Message forwarded{request.tag, request.word, {}};
  Child::Pending pending{request.word, ""};
  for (const auto& [key, value] : request.values) {
    if (key == "background") pending.background = value;
    if (key == "as" && request.word == "fork") {
      const std::lock_guard<std::mutex> lock(mutex_);
      descendants_[value] = child;
    }
    if (key != "in" || to_descendant) forwarded.values.emplace_back(key, value);
  }
  const std::lock_guard<std::mutex> lock(child->mutex);
  if (child->ended) throw Refused{"process " + name + " has ended"};
  child->pending[request.tag] = pending;
  child->writer.Write(forwarded);
}

void PosixProcesses::PassAnswersOn(const std::shared_ptr<Child>& child) {
  LineReader reader(child->lines);
  while (auto line = reader.Next()) {
    const auto parsed = protocol::Parse(*line);
    if (const auto* answer = std::get_if<protocol::Message>(&parsed)) {
      const std::lock_guard<std::mutex> lock(child->mutex);
      const auto pending = child->pending.extract(answer->tag);
      if (answer->word == "started" && !pending.empty()) {
        child->pending[pending.mapped().background] = {pending.mapped().action, ""};
      }
    }
    writer_.WriteLine(*std::move(line));
  }

  const std::lock_guard<std::mutex> lock(child->mutex);
  child->ended = true;
  for (const auto& [tag, pending] : child->pending) {
    protocol::Message answer{tag, "", {}};
    // To end is what these are for; any other call was cut off.
    const auto& action = pending.action;
    if (action == "exit" || action == "abort" || action == "exec" || action == "quit")
      answer.values = {{"returns", "0"}};
    answer.values.emplace_back("ended", "yes");
    answer.values.emplace_back("at", std::to_string(Told(0).at));
    writer_.Write(answer);
  }
  child->pending.clear();
}

CallResult PosixProcesses::Reap(const std::string& name, std::string& exit) {
  const auto child = ChildNamed(name);
  int status = 0;
  CallResult result = Told(::waitpid(child->pid, &status, 0));
  if (!result.Succeeded()) return result;
  exit = WIFSIGNALED(status) ? "signal:" + SignalName(WTERMSIG(status))
                             : std::to_string(WEXITSTATUS(status));
  result.value = 0;
  return result;
}

CallResult PosixProcesses::Exit(int status) { ::_exit(status); }

CallResult PosixProcesses::Abort(const std::string& signal) {
  const rlimit none{};
  ::setrlimit(RLIMIT_CORE, &none);
  ::kill(::getpid(), SignalNumber(signal));
  for (;;) ::pause();
}

}  // namespace closespec::socket_peer
