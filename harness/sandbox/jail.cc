#include "harness/sandbox/jail.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <utility>

#include "harness/sandbox/id_maps.h"
#include "harness/sandbox/jail_init.h"
#include "peers/os/child_process.h"

namespace closespec {
namespace {

constexpr int kCannotStart = 3;  // the run itself broke (design: exit codes)

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

Result<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) < 0) return OsError("pipe2");
  return Pipe{.read = FileDescriptor(ends[0]), .write = FileDescriptor(ends[1])};
}

struct Plan {
  bool user_namespace = false;
  bool process_namespace = false;
};

// From most to least.
std::vector<Plan> Plans(const JailRequest& request) {
  std::vector<Plan> plans;
  for (const bool process : {true, false}) {
    for (const bool user : {true, false}) {
      if (process <= request.process_namespace && user <= request.user_namespace) {
        plans.push_back({.user_namespace = user, .process_namespace = process});
      }
    }
  }
  return plans;
}

// Like fork(), which cannot make namespaces. clone(2)
pid_t CloneProcess(const Plan& plan) {
  unsigned long flags = SIGCHLD;
  if (plan.user_namespace) flags |= CLONE_NEWUSER;
  if (plan.process_namespace) flags |= CLONE_NEWPID | CLONE_NEWNS;
  return static_cast<pid_t>(::syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr));
}

Jail JailOf(const Plan& plan, const JailRequest& request, const std::string& refused) {
  Jail jail{.user_namespace = plan.user_namespace, .process_namespace = plan.process_namespace};
  const std::string why = refused.empty() ? "" : " (" + refused + ")";
  if (request.process_namespace && !plan.process_namespace) {
    jail.limitations.push_back("process-id namespaces are refused" + why +
                               ": what a peer leaves behind is looked for and killed one by one");
  }
  if (request.user_namespace && !plan.user_namespace && plan.process_namespace) {
    jail.limitations.push_back("user namespaces are refused" + why +
                               ": the run has all rights of root");
  }
  return jail;
}

// The new init, told to go on.
Result<pid_t> StartInit(const Plan& plan, const Jail& jail, const AttendedSignals& signals,
                        const std::function<int(const Jail&)>& body) {
  auto ready = MakePipe();
  if (!ready) return ready.trouble();
  auto go = MakePipe();
  if (!go) return go.trouble();
  std::fflush(nullptr);
  const pid_t init = CloneProcess(plan);
  if (init < 0) return OsError("clone");
  if (init == 0) {
    // Init must not keep open the ends whose closing tells that the other side is gone.
    ready->read = FileDescriptor();
    go->write = FileDescriptor();
    BeInit(jail, {.ready = std::move(ready->write), .go = std::move(go->read)}, signals, body);
  }
  ready->write = FileDescriptor();
  char word = 0;
  Status started =
      ::read(ready->read.Raw(), &word, 1) == 1 ? Status(Done{}) : Trouble{"init ended at once"};
  if (started && plan.user_namespace) started = WriteIdMaps(init);
  if (started && ::write(go->write.Raw(), "g", 1) != 1) started = OsError("write to init");
  if (started) return init;
  ::kill(init, SIGKILL);
  while (::waitpid(init, nullptr, 0) < 0 && errno == EINTR) {
  }
  return started.trouble();
}

}  // namespace

int RunInJail(const std::function<int(const Jail&)>& body, const JailRequest& request) {
  const AttendedSignals signals;
  std::string refused;
  for (const Plan& plan : Plans(request)) {
    std::set<pid_t> spared;
    if (!plan.process_namespace) {
      spared = ChildrenOf(::getpid());
      AdoptOrphans();
    }
    const auto init = StartInit(plan, JailOf(plan, request, refused), signals, body);
    if (!init) {
      if (refused.empty()) refused = init.trouble().what;
      continue;
    }
    const int code = signals.Attend(*init);
    if (!plan.process_namespace) KillChildren(spared);
    return code;
  }
  std::fprintf(stderr, "closespec: cannot start: %s\n", refused.c_str());
  return kCannotStart;
}

Jail ProbeJail() {
  Jail seen;
  auto answer = MakePipe();
  if (!answer) return seen;
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const FileDescriptor to = std::move(answer->write);
    ::_exit(RunInJail([&](const Jail& jail) {
      std::ostringstream text;
      text << jail.user_namespace << ' ' << jail.process_namespace << ' ' << jail.own_proc << ' '
           << jail.network_namespaces << '\n';
      for (const std::string& limitation : jail.limitations) text << limitation << '\n';
      const std::string words = std::move(text).str();
      ::_exit(::write(to.Raw(), words.data(), words.size()) < 0 ? 1 : 0);
      return 0;
    }));
  }
  answer->write = FileDescriptor();
  std::string words;
  std::array<char, 4096> part;
  for (ssize_t length = 0; (length = ::read(answer->read.Raw(), part.data(), part.size())) > 0;) {
    words.append(part.data(), static_cast<std::size_t>(length));
  }
  while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  std::istringstream text(words);
  text >> seen.user_namespace >> seen.process_namespace >> seen.own_proc >>
      seen.network_namespaces >> std::ws;
  for (std::string line; std::getline(text, line);) seen.limitations.push_back(line);
  return seen;
}

}  // namespace closespec
