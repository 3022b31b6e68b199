#include "harness/conductor/process_launcher.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "peers/os/child_process.h"
#include "peers/os/stream_io.h"

namespace closespec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr std::chrono::seconds kPatience{60};
const char* const kHello = "hello closespec-peer";

// The highest memory that this process has ever had.
std::size_t PeakKibibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stoul(line.substr(6));
  }
  return 0;
}

class ProcessLauncherTest : public testing::Test {
 protected:
  // What a peer leaves behind becomes this process's, and ends with the test.
  ProcessLauncherTest() { AdoptOrphans(); }
  ~ProcessLauncherTest() override { KillChildren({}); }

  Status Launch(const LaunchPlan& plan, const FileDescriptor& inherited = FileDescriptor()) {
    auto process = launcher_.Launch(plan, FileDescriptor(), inherited,
                                    {[this](std::string_view line) { lines_.emplace_back(line); },
                                     [this](const std::string& how) { gone_.push_back(how); }});
    if (!process) return process.trouble();
    process_ = *std::move(process);
    return Done{};
  }
  void LaunchBad(const std::string& way) {
    const Status launched = Launch({{CLOSESPEC_BAD_PEER, way}, {}});
    ASSERT_TRUE(launched) << launched.trouble().what;
  }
  void LaunchShell(const std::string& script,
                   const std::map<std::string, std::string>& environment = {}) {
    const Status launched = Launch({{"/bin/sh", "-c", script}, environment});
    ASSERT_TRUE(launched) << launched.trouble().what;
  }
  void AwaitLines(std::size_t count) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (lines_.size() < count && gone_.empty() && io_.run_one_until(deadline) > 0) {
    }
  }
  // How it went, or that it did not.
  std::string AwaitEnd() {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (gone_.empty() && io_.run_one_until(deadline) > 0) {
    }
    return gone_.empty() ? "still there" : gone_.front();
  }

  boost::asio::io_context io_{1};
  ProcessLauncher launcher_{io_.get_executor()};
  std::unique_ptr<PeerProcess> process_;
  std::vector<std::string> lines_;
  std::vector<std::string> gone_;
};

TEST_F(ProcessLauncherTest, LinesGoInAndOut) {
  LaunchBad("none");
  AwaitLines(1);
  process_->Write("1 send\n2 rec");
  process_->Write("v\n3 quit\n");
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre(StartsWith(kHello), "1 returns=0", "2 returns=0"));
}

TEST_F(ProcessLauncherTest, ArgumentsAndEnvironmentAreHonoured) {
  ::setenv("CLOSESPEC_TEST_OWN", "own", 1);
  ::setenv("CLOSESPEC_TEST_GIVEN", "overridden", 1);
  LaunchShell("echo \"$CLOSESPEC_TEST_OWN $CLOSESPEC_TEST_GIVEN\"",
              {{"CLOSESPEC_TEST_GIVEN", "given"}});
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre("own given"));
}

// A file that says `text` and nothing more.
FileDescriptor Says(const std::string& text) {
  FileDescriptor file(::memfd_create("closespec", MFD_CLOEXEC));
  EXPECT_EQ(::write(file.Raw(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::lseek(file.Raw(), 0, SEEK_SET);
  return file;
}

TEST_F(ProcessLauncherTest, InheritedIsDescriptorThreeWhateverNumberItHas) {
  const FileDescriptor one = Says("one\n");
  const FileDescriptor other = Says("other\n");
  const LaunchPlan reads{{"/bin/sh", "-c", "read line <&3 && echo $line"}, {}};
  ASSERT_TRUE(Launch(reads, one));
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  gone_.clear();
  ASSERT_TRUE(Launch(reads, other));
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre("one", "other"));
}

TEST_F(ProcessLauncherTest, NothingElseIsInherited) {
  const FileDescriptor one = Says("one\n");
  const FileDescriptor other = Says("other\n");
  const LaunchPlan lists{{"/bin/sh", "-c",
                          "i=3; while [ $i -lt 64 ]; do [ -e /proc/$$/fd/$i ] && echo $i; "
                          "i=$((i + 1)); done; echo end"},
                         {}};
  ASSERT_TRUE(Launch(lists));
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  gone_.clear();
  ASSERT_TRUE(Launch(lists, other));
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre("end", "3", "end"));
}

TEST_F(ProcessLauncherTest, AMissingProgramIsNamed) {
  EXPECT_EQ(Launch({{"/no/such/peer"}, {}}).trouble().what, "/no/such/peer: ENOENT");
  EXPECT_EQ(Launch({{}, {}}).trouble().what, "nothing to launch");
}

TEST_F(ProcessLauncherTest, WhatCannotBeExecutedIsNamed) {
  EXPECT_THAT(Launch({{"/"}, {}}).trouble().what, HasSubstr("/: "));
  const std::string garbage =
      testing::TempDir() + "closespec_garbage_" + std::to_string(::getpid());
  std::ofstream(garbage) << "\x7f"
                            "no program";
  EXPECT_EQ(Launch({{garbage}, {}}).trouble().what, garbage + ": EACCES");
  std::filesystem::permissions(garbage, std::filesystem::perms::owner_all);
  EXPECT_THAT(Launch({{garbage}, {}}).trouble().what, StartsWith(garbage + ": "));
  std::filesystem::remove(garbage);
}

TEST_F(ProcessLauncherTest, TheStatusIsTold) {
  LaunchBad("exits");
  EXPECT_EQ(AwaitEnd(), "exited with status 3");
}

TEST_F(ProcessLauncherTest, TheSignalIsTold) {
  LaunchBad("killed");
  EXPECT_EQ(AwaitEnd(), "killed by SIGKILL");
}

TEST_F(ProcessLauncherTest, TheFirstComplaintIsInTheReason) {
  LaunchBad("complains");
  EXPECT_EQ(AwaitEnd(), "exited with status 4; it complained: cannot find the stack");
}

TEST_F(ProcessLauncherTest, HalfALineIsNoLine) {
  LaunchShell("echo whole; printf half");
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre("whole"));
}

TEST_F(ProcessLauncherTest, APeerThatHangsInHalfALineCanBeKilled) {
  LaunchShell("echo whole; printf half; exec sleep 1000");
  AwaitLines(1);
  process_->Kill();
  EXPECT_EQ(AwaitEnd(), "killed by SIGKILL");
  EXPECT_THAT(lines_, ElementsAre("whole"));
}

class Flood : public ProcessLauncherTest, public testing::WithParamInterface<const char*> {};

TEST_P(Flood, EndsThePeerAndTakesNoMemory) {
  const std::size_t before = PeakKibibytes();
  LaunchBad(GetParam());
  EXPECT_THAT(AwaitEnd(), StartsWith("said too much: "));
  process_.reset();
  lines_ = {};
  EXPECT_LT(PeakKibibytes() - before, 32U * 1024);
}

INSTANTIATE_TEST_SUITE_P(Peers, Flood,
                         testing::Values("gigabyte", "gigabyte_line", "gigabyte_of_complaints"),
                         [](const auto& info) { return std::string(info.param); });

TEST_F(ProcessLauncherTest, ADaemonThatHoldsThePipesDoesNotHideTheEnd) {
  LaunchBad("daemon_exits");
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  EXPECT_THAT(lines_, ElementsAre(StartsWith(kHello)));
}

TEST_F(ProcessLauncherTest, AHelperOfThePeersGroupEndsWithIt) {
  LaunchShell("sleep 1000 & echo started");
  EXPECT_EQ(AwaitEnd(), "exited with status 0");
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  // It was killed, so that it can be reaped.
  while (::waitpid(-1, nullptr, WNOHANG) == 0 && std::chrono::steady_clock::now() < deadline) {
  }
  EXPECT_THAT(ChildrenOf(::getpid()), IsEmpty());
}

// So that what keeps a stack for it knows how long.
TEST_F(ProcessLauncherTest, TheInputOfAPeerThatHasEndedStaysOpenUntilItIsDestroyed) {
  std::array<int, 2> ends{-1, -1};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const FileDescriptor heard(ends[0]);
  {
    const FileDescriptor keeper_says(ends[1]);
    const auto* const script =
        "exec 4<&0; setsid sh -c 'echo there; exec cat' <&4 >&3 2>&3 & exec sleep 1000";
    ASSERT_TRUE(Launch({{"/bin/sh", "-c", script}, {}}, keeper_says));
  }
  ASSERT_THAT(*ReadSome(heard), "there\n");
  process_->Kill();
  EXPECT_EQ(AwaitEnd(), "killed by SIGKILL");
  process_->Write("1 send\n");
  io_.poll();
  EXPECT_THAT(*ReadSome(heard), "1 send\n");
  process_.reset();
  ASSERT_TRUE(AwaitReadable({&heard}, kPatience)[0]);
  EXPECT_THAT(*ReadSome(heard), IsEmpty());
}

TEST_F(ProcessLauncherTest, APeerThatClosesItsOutputIsEnded) {
  LaunchBad("closes_output");
  EXPECT_EQ(AwaitEnd(), "closed its output");
}

TEST_F(ProcessLauncherTest, ADyingPeerTakesNobodyWithIt) {
  LaunchShell("exec 0<&-; echo deaf; exec sleep 1000");
  AwaitLines(1);
  process_->Write("1 send\n");
  io_.run_for(std::chrono::milliseconds(1));
  process_->Kill();
  EXPECT_EQ(AwaitEnd(), "killed by SIGKILL");
}

TEST_F(ProcessLauncherTest, WritingNeverBlocks) {
  LaunchBad("hangs");
  for (int i = 0; i < 64; ++i) process_->Write(std::string(65535, 'x') + "\n");
  process_->Kill();
  EXPECT_EQ(AwaitEnd(), "killed by SIGKILL");
  process_->Write("1 send\n");
}

TEST_F(ProcessLauncherTest, ADestroyedPeerIsEndedAndSaysNothing) {
  LaunchBad("hangs");
  process_.reset();
  // Nothing is left to wait for when the process was reaped.
  io_.run_for(kPatience);
  EXPECT_TRUE(io_.stopped());
  EXPECT_THAT(gone_, IsEmpty());
  EXPECT_THAT(ChildrenOf(::getpid()), IsEmpty());
}

}  // namespace
}  // namespace closespec
