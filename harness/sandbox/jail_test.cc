#include "harness/sandbox/jail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

#include "peers/os/child_process.h"
#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

// A run in a jail, started by a child of this test as a shell would. Every process of the run holds
// the writing end of a pipe, so that the pipe ends when the last of them does.
class JailedRun {
 public:
  using Body = std::function<int(const Jail&, const FileDescriptor& pipe)>;

  JailedRun(const JailRequest& request, const Body& body) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) < 0) return;
    pipe_ = FileDescriptor(ends[0]);
    const FileDescriptor held(ends[1]);
    std::fflush(nullptr);
    outer_ = ::fork();
    if (outer_ == 0) {
      pipe_ = FileDescriptor();
      ::_exit(RunInJail([&](const Jail& jail) { return body(jail, held); }, request));
    }
  }
  JailedRun(const JailedRun&) = delete;
  JailedRun& operator=(const JailedRun&) = delete;
  ~JailedRun() {
    if (outer_ > 0) {
      ::kill(outer_, SIGKILL);
      ::waitpid(outer_, nullptr, 0);
    }
  }

  [[nodiscard]] pid_t Outer() const { return outer_; }
  [[nodiscard]] pid_t Init() const {
    const auto children = ChildrenOf(outer_);
    return children.size() == 1 ? *children.begin() : -1;
  }

  // What the run has written into its pipe, up to `octets` or the end of everybody.
  std::string Read(std::size_t octets) {
    std::string text;
    pollfd readable{.fd = pipe_.Raw(), .events = POLLIN};
    for (char octet = 0; text.size() < octets;) {
      if (::poll(&readable, 1, 60000) != 1) return text + "(nothing more in a minute)";
      if (::read(pipe_.Raw(), &octet, 1) != 1) return text;
      text += octet;
    }
    return text;
  }

  int Wait() {
    int status = 0;
    ::waitpid(std::exchange(outer_, -1), &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  FileDescriptor pipe_;
  pid_t outer_ = -1;
};

void Say(const FileDescriptor& pipe, const std::string& text) {
  if (::write(pipe.Raw(), text.data(), text.size()) < 0) ::_exit(99);
}

class JailTest : public testing::TestWithParam<JailRequest> {};

TEST_P(JailTest, GivesTheBodysExitCode) {
  JailedRun run(GetParam(), [](const Jail&, const FileDescriptor&) { return 7; });
  EXPECT_EQ(run.Read(1), "");
  EXPECT_EQ(run.Wait(), 7);
}

TEST_P(JailTest, GivesTheSignalThatEndedTheBody) {
  JailedRun run(GetParam(), [](const Jail&, const FileDescriptor&) { return ::raise(SIGKILL); });
  EXPECT_EQ(run.Read(1), "");
  EXPECT_EQ(run.Wait(), 128 + SIGKILL);
}

// Says so, leaves a daemon behind that would like to stay, and waits for ever.
int StayForEver(const Jail&, const FileDescriptor& pipe) {
  if (::fork() == 0) {
    if (::fork() == 0) {
      ::setsid();
      ::signal(SIGTERM, SIG_IGN);
      Say(pipe, "d");
      while (true) ::pause();
    }
    ::_exit(0);
  }
  ::wait(nullptr);
  while (true) ::pause();
}

TEST_P(JailTest, NothingOutlivesTheOuterProcess) {
  JailedRun run(GetParam(), StayForEver);
  ASSERT_EQ(run.Read(1), "d");
  ASSERT_EQ(::kill(run.Outer(), SIGKILL), 0);
  EXPECT_EQ(run.Read(1), "");
  EXPECT_EQ(run.Wait(), 128 + SIGKILL);
}

TEST_P(JailTest, NothingOutlivesInit) {
  JailedRun run(GetParam(), StayForEver);
  ASSERT_EQ(run.Read(1), "d");
  ASSERT_GT(run.Init(), 1);
  ASSERT_EQ(::kill(run.Init(), SIGKILL), 0);
  EXPECT_EQ(run.Read(1), "");
  EXPECT_EQ(run.Wait(), 128 + SIGKILL);
}

TEST_P(JailTest, NothingOutlivesTheBody) {
  JailedRun run(GetParam(), StayForEver);
  ASSERT_EQ(run.Read(1), "d");
  // The daemon may still be a child of init beside the body: the body is the elder.
  const auto children = ChildrenOf(run.Init());
  ASSERT_FALSE(children.empty());
  ASSERT_EQ(::kill(*children.begin(), SIGKILL), 0);
  EXPECT_EQ(run.Read(1), "");
  EXPECT_EQ(run.Wait(), 128 + SIGKILL);
}

TEST_P(JailTest, NothingOutlivesABodyThatEnds) {
  JailedRun run(GetParam(), [](const Jail&, const FileDescriptor& pipe) {
    if (::fork() == 0) {
      ::setsid();
      Say(pipe, "d");
      while (true) ::pause();
    }
    return 8;
  });
  const std::string said = run.Read(2);
  EXPECT_TRUE(said == "d" || said.empty()) << said;
  EXPECT_EQ(run.Wait(), 8);
}

// Tells each SIGINT by "i" and ends at SIGTERM.
int CountInterrupts(const Jail&, const FileDescriptor& pipe) {
  sigset_t both;
  ::sigemptyset(&both);
  ::sigaddset(&both, SIGINT);
  ::sigaddset(&both, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &both, nullptr);
  Say(pipe, "r");
  while (true) {
    if (::sigwaitinfo(&both, nullptr) == SIGTERM) return 5;
    Say(pipe, "i");
  }
}

TEST_P(JailTest, SignalsArePassedOn) {
  JailedRun run(GetParam(), CountInterrupts);
  ASSERT_EQ(run.Read(1), "r");
  ASSERT_EQ(::kill(run.Outer(), SIGINT), 0);
  ASSERT_EQ(run.Read(1), "i");
  ASSERT_EQ(::kill(run.Outer(), SIGTERM), 0);
  EXPECT_EQ(run.Read(1), "") << "SIGINT came twice";
  EXPECT_EQ(run.Wait(), 5);
}

TEST_P(JailTest, OpenFilesAreLimitedByTheHardLimitOnly) {
  JailedRun run(GetParam(), [](const Jail&, const FileDescriptor&) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur == limit.rlim_max ? 0 : 1;
  });
  EXPECT_EQ(run.Wait(), 0);
}

TEST_P(JailTest, TellsWhatItIs) {
  JailedRun run(GetParam(), [](const Jail& jail, const FileDescriptor& pipe) {
    const bool is_init_of_its_own = ::getppid() == 1;
    if (jail.process_namespace != is_init_of_its_own) return 1;
    if (jail.user_namespace && ::geteuid() != 0) return 2;
    if (jail.network_namespaces && ::unshare(CLONE_NEWNET) != 0) return 3;
    if (!jail.network_namespaces && jail.limitations.empty()) return 4;
    if (jail.own_proc && ::access("/proc/1/exe", F_OK) != 0) return 5;
    if (!GetParam().user_namespace && jail.user_namespace) return 6;
    if (!GetParam().process_namespace && jail.process_namespace) return 7;
    Say(pipe, "ok");
    return 0;
  });
  EXPECT_EQ(run.Read(3), "ok");
  EXPECT_EQ(run.Wait(), 0);
}

std::string NameOf(const testing::TestParamInfo<JailRequest>& request) {
  return std::string(request.param.user_namespace ? "user" : "nouser") +
         (request.param.process_namespace ? "_process" : "_noprocess");
}
INSTANTIATE_TEST_SUITE_P(Requests, JailTest,
                         testing::Values(JailRequest{true, true}, JailRequest{false, true},
                                         JailRequest{true, false}, JailRequest{false, false}),
                         NameOf);

TEST(ProbeJailTest, AgreesWithTheJail) {
  const Jail probed = ProbeJail();
  JailedRun run({}, [&](const Jail& jail, const FileDescriptor&) {
    const bool same = jail.user_namespace == probed.user_namespace &&
                      jail.process_namespace == probed.process_namespace &&
                      jail.own_proc == probed.own_proc &&
                      jail.network_namespaces == probed.network_namespaces &&
                      jail.limitations == probed.limitations;
    return same ? 0 : 1;
  });
  EXPECT_EQ(run.Wait(), 0);
}

}  // namespace
}  // namespace closespec
