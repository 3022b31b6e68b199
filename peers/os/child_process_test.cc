#include "peers/os/child_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

// Runs `act` in a child, so that this program's own signals and children stay as they are; the
// result is the child's exit code.
int InChild(const std::function<int()>& act) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(act());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(AttendTest, GivesTheExitCode) {
  EXPECT_EQ(InChild([] {
              const AttendedSignals signals;
              const pid_t child = ::fork();
              if (child == 0) ::_exit(7);
              return signals.Attend(child);
            }),
            7);
}

TEST(AttendTest, GivesTheSignalThatEndedTheChild) {
  EXPECT_EQ(InChild([] {
              const AttendedSignals signals;
              const pid_t child = ::fork();
              if (child == 0) ::pause();
              ::kill(child, SIGKILL);
              return signals.Attend(child);
            }),
            128 + SIGKILL);
}

TEST(AttendTest, PassesSignalsOn) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EQ(InChild([&] {
                const AttendedSignals signals;
                const pid_t child = ::fork();
                if (child == 0) {
                  signals.Restore();
                  while (true) ::pause();
                }
                ::kill(::getpid(), signal);
                return signals.Attend(child);
              }),
              128 + signal);
  }
}

TEST(AttendTest, WorksWhereEndedChildrenWereIgnored) {
  EXPECT_EQ(InChild([] {
              ::signal(SIGCHLD, SIG_IGN);
              const AttendedSignals signals;
              const pid_t child = ::fork();
              if (child == 0) ::_exit(9);
              return signals.Attend(child);
            }),
            9);
}

TEST(AttendTest, OtherChildrenAreReaped) {
  EXPECT_EQ(InChild([] {
              const AttendedSignals signals;
              const pid_t other = ::fork();
              if (other == 0) ::_exit(1);
              siginfo_t ended{};
              ::waitid(P_PID, static_cast<id_t>(other), &ended, WEXITED | WNOWAIT);
              const pid_t child = ::fork();
              if (child == 0) ::_exit(0);
              const int code = signals.Attend(child);
              return code == 0 && ::waitpid(other, nullptr, 0) < 0 ? 0 : 1;
            }),
            0);
}

TEST(EndWithParentTest, TellsThatTheParentIsGone) {
  const pid_t parent = ::getpid();
  EXPECT_EQ(InChild([&] { return EndWithParent(SIGKILL, parent) ? 0 : 1; }), 0);
  EXPECT_EQ(InChild([&] { return EndWithParent(SIGKILL, parent + 1) ? 0 : 1; }), 1);
}

TEST(KillChildrenTest, NothingIsLeftButTheSpared) {
  EXPECT_EQ(InChild([] {
              const pid_t spared = ::fork();
              if (spared == 0) {
                while (true) ::pause();
              }
              AdoptOrphans();
              std::array<int, 2> ends{};
              if (::pipe(ends.data()) < 0) return 2;
              const FileDescriptor end(ends[0]);
              FileDescriptor held(ends[1]);
              // A daemon: its parent ends, and it is in a session of its own.
              const pid_t parent = ::fork();
              if (parent == 0) {
                if (::fork() == 0) {
                  ::setsid();
                  while (true) ::pause();
                }
                ::_exit(0);
              }
              held = FileDescriptor();
              KillChildren({spared});
              char octet = 0;
              const bool gone = ::read(end.Raw(), &octet, 1) == 0;
              const bool left = ChildrenOf(::getpid()) == std::set<pid_t>{spared};
              ::kill(spared, SIGKILL);
              return gone && left ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace closespec
