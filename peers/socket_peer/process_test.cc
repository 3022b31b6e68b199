// Forked peers.

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::socket_peer {
namespace {

class Forked : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(peers_.Available());
    ASSERT_EQ(Result(first_.Ask("fork as=p")), "0");
  }

  ConnectedPeers peers_{"ipv4"};
  DrivenPeer& first_ = peers_.First();
  DrivenPeer& second_ = peers_.Second();
};

TEST_F(Forked, HasTheSocketsOfItsParent) {
  EXPECT_EQ(Result(first_.Ask("close on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("send on=c bytes=4 in=p")), "4");
  EXPECT_EQ(In(second_.Ask("recv on=c"), "intact"), "yes");
  EXPECT_EQ(Result(first_.Ask("close on=c in=p")), "0");
  EXPECT_EQ(Result(second_.Ask("recv on=c")), "0");
}

TEST_F(Forked, CountsTheStreamTogetherWithItsParent) {
  first_.Ask("send on=c bytes=4");
  EXPECT_EQ(In(first_.Ask("send on=c bytes=4 in=p"), "stream"), "4+4");
  EXPECT_EQ(In(first_.Ask("send on=c bytes=4"), "stream"), "8+4");
  EXPECT_EQ(In(second_.Ask("recv on=c bytes=12 flags=waitall"), "intact"), "yes");
}

TEST_F(Forked, ExitsAndIsReaped) {
  const auto ended = first_.Ask("exit status=3 in=p");
  EXPECT_EQ(Result(ended), "0");
  EXPECT_EQ(In(ended, "ended"), "yes");
  EXPECT_EQ(In(first_.Ask("reap process=p"), "exit"), "3");
  EXPECT_EQ(Result(first_.Ask("reap process=p")), "ECHILD");
  EXPECT_EQ(Result(first_.Ask("ping in=p")), "refused");
  EXPECT_EQ(Result(first_.Ask("fork as=p")), "0");
  EXPECT_EQ(Result(first_.Ask("ping in=p")), "0");
  EXPECT_EQ(Result(first_.Ask("fork as=p")), "refused");
}

TEST_F(Forked, DiesOfSigpipe) {
  first_.Ask("shutdown on=c how=write");
  const auto cut_off = first_.Ask("send on=c bytes=1 sigpipe=yes in=p");
  EXPECT_EQ(Result(cut_off), "-");
  EXPECT_EQ(In(cut_off, "ended"), "yes");
  EXPECT_EQ(In(first_.Ask("reap process=p"), "exit"), "signal:PIPE");
}

TEST_F(Forked, IsReapedAfterASignal) {
  EXPECT_EQ(Result(first_.Ask("abort signal=TERM in=p")), "0");
  EXPECT_EQ(In(first_.Ask("reap process=p"), "exit"), "signal:TERM");
}

TEST_F(Forked, BlocksInTheBackgroundAndInFront) {
  EXPECT_EQ(first_.Ask("recv on=c in=p background=r").word, "started");
  EXPECT_EQ(Result(first_.Ask("ping in=p")), "0");
  second_.Ask("send on=c bytes=3");
  EXPECT_EQ(In(first_.Await("r"), "stream"), "0+3");

  first_.BeginInBackground("again", "recv on=c in=p");
  first_.Ask("abort signal=KILL in=p");
  EXPECT_EQ(In(first_.Await("again"), "ended"), "yes");
}

TEST_F(Forked, GetsASharedSocket) {
  peers_.Connect("d");
  EXPECT_EQ(Result(first_.Ask("getsockname on=d in=p")), "refused");
  first_.Ask("send on=d bytes=2");
  EXPECT_EQ(Result(first_.Ask("share on=d to=p")), "0");
  EXPECT_EQ(Result(first_.Ask("close on=d")), "0");
  EXPECT_EQ(In(first_.Ask("send on=d bytes=2 in=p"), "stream"), "2+2");
  EXPECT_EQ(In(second_.Ask("recv on=d bytes=4 flags=waitall"), "intact"), "yes");
  EXPECT_EQ(Result(first_.Ask("share on=c to=p")), "refused");
  EXPECT_EQ(Result(first_.Ask("share on=c to=p as=e")), "0");
  EXPECT_EQ(Result(first_.Ask("share on=d to=p as=f")), "EBADF");
  EXPECT_EQ(Result(first_.Ask("share on=c to=nobody")), "refused");
}

TEST_F(Forked, ForksAgain) {
  EXPECT_EQ(Result(first_.Ask("fork as=q in=p")), "0");
  EXPECT_EQ(Result(first_.Ask("ping in=q")), "0");
  EXPECT_EQ(In(first_.Ask("send on=c bytes=2 in=q"), "stream"), "0+2");
  EXPECT_EQ(Result(first_.Ask("exit in=q")), "0");
  EXPECT_EQ(In(first_.Ask("reap process=q in=p"), "exit"), "0");
}

TEST_F(Forked, BecomesAnotherProgram) {
  peers_.Connect("d");
  EXPECT_EQ(Result(first_.Ask("share on=d to=p")), "0");
  EXPECT_EQ(Result(first_.Ask("close_on_exec on=d in=p")), "0");
  first_.Ask("close on=c");
  first_.Ask("close on=d");
  const auto gone = first_.Ask("exec in=p");
  EXPECT_EQ(Result(gone), "0");
  EXPECT_EQ(In(gone, "ended"), "yes");
  EXPECT_EQ(Result(second_.Ask("recv on=d")), "0");
  EXPECT_EQ(Result(second_.Ask("recv on=c flags=dontwait")), "EAGAIN");
  EXPECT_EQ(Result(first_.Ask("exec")), "unsupported");
}

// A fault that is planted nowhere would pass for one that nobody catches.
TEST(StaticPeer, SaysThatItCannotPreload) {
  std::string folder = std::filesystem::temp_directory_path() / "closespec-peer-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string alone = folder + "/closespec-peer";
  std::filesystem::copy_file(CLOSESPEC_PEER, alone);
  FILE* said = ::popen(("env LD_PRELOAD=x.so " + alone + " 2>&1 </dev/null").c_str(), "r");
  ASSERT_NE(said, nullptr);
  std::array<char, 512> text{};
  const std::size_t length = std::fread(text.data(), 1, text.size(), said);
  const int status = ::pclose(said);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_EQ(std::string(text.data(), length),
            "closespec-peer: to have x.so preloaded, " + alone +
                "-preload is needed: No such file or directory\n");
}

// Who started it may be gone before it has said that it wants to end with that process.
TEST(IdleProgram, EndsWithoutItsParent) {
  std::string program = CLOSESPEC_PEER;
  std::string word = "--idle";
  std::string nobody = "0";
  char* const words[] = {program.data(), word.data(), nobody.data(), nullptr};
  pid_t pid = -1;
  ASSERT_EQ(::posix_spawn(&pid, words[0], nullptr, nullptr, words, environ), 0);
  int status = -1;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

TEST_F(Forked, StandsStillUntilItIsContinued) {
  EXPECT_EQ(Result(first_.Ask("stop process=p")), "0");
  first_.Begin("getpeername on=c in=p");
  EXPECT_EQ(Result(first_.Ask("getpeername on=c")), "0");
  EXPECT_EQ(Result(first_.Ask("continue process=p")), "0");
  EXPECT_EQ(Result(first_.Ask("ping in=p")), "0");
  EXPECT_EQ(Result(first_.Ask("stop process=nobody")), "refused");
}

TEST_F(Forked, DiesWithItsParent) {
  first_.BeginInBackground("r", "recv on=c in=p");
  first_.Begin("abort signal=KILL");
  // The output ends only when nobody holds it any more.
  EXPECT_EQ(first_.AwaitEnd(), "signal:9");
  EXPECT_EQ(Result(second_.Ask("recv on=c")), "0");
}

}  // namespace
}  // namespace closespec::socket_peer
