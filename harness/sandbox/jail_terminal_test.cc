#include <gtest/gtest.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "harness/sandbox/jail.h"
#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

// Counts SIGINT until SIGTERM, and gives the count.
int CountInterrupts(const Jail&) {
  sigset_t both;
  ::sigemptyset(&both);
  ::sigaddset(&both, SIGINT);
  ::sigaddset(&both, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &both, nullptr);
  if (::write(STDOUT_FILENO, "r", 1) != 1) return 90;
  for (int count = 0;;) {
    if (::sigwaitinfo(&both, nullptr) == SIGTERM) return count;
    ++count;
    if (::write(STDOUT_FILENO, "i", 1) != 1) return 91;
  }
}

void ReadUntil(const FileDescriptor& terminal, char wanted) {
  for (char octet = 0; octet != wanted;) {
    ASSERT_EQ(::read(terminal.Raw(), &octet, 1), 1);
  }
}

// A terminal sends SIGINT to all processes of the run at once. If outer or init passed it on as
// well, that would reach the body before SIGTERM does: both wait for the lowest number first.
TEST(JailTerminalTest, ControlCInterruptsTheBodyOnce) {
  std::fflush(nullptr);  // or the jail would write this program's output to the terminal
  int master = -1;
  const pid_t outer = ::forkpty(&master, nullptr, nullptr, nullptr);
  if (outer < 0) GTEST_SKIP() << "no pseudo-terminal";
  if (outer == 0) ::_exit(RunInJail(CountInterrupts));
  const FileDescriptor terminal(master);
  ReadUntil(terminal, 'r');
  ASSERT_EQ(::write(terminal.Raw(), "\x03", 1), 1);
  ReadUntil(terminal, 'i');
  ASSERT_EQ(::kill(outer, SIGTERM), 0);
  int status = 0;
  ASSERT_EQ(::waitpid(outer, &status, 0), outer);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 1);
}

}  // namespace
}  // namespace closespec
