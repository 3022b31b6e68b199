#include "harness/sandbox/sandbox.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "harness/sandbox/sandbox_disposal.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/sockets_for_test.h"
#include "peers/os/sysctl.h"

namespace closespec {
namespace {

using ::testing::Contains;
using ::testing::Key;

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }
};

void OnAThread(const std::function<void()>& act) { std::thread(act).join(); }

// Made on a thread that ends, as the harness does with one that stays.
Sandbox Make(const SandboxPlan& plan = {}, const LinkSettings& settings = {}) {
  std::optional<Sandbox> made;
  OnAThread([&] {
    auto sandbox = MakeSandbox(plan, settings);
    ASSERT_TRUE(sandbox) << sandbox.trouble().what;
    made.emplace(*std::move(sandbox));
  });
  return *std::move(made);
}

void Inside(const Sandbox& sandbox, const std::function<void()>& act) {
  OnAThread([&] {
    ASSERT_EQ(::setns(sandbox.network_namespace.Raw(), CLONE_NEWNET), 0);
    act();
  });
}

// Connects to `to` without bind() and gives the address that the connection comes from.
std::string SourceTowards(const std::string& to) {
  const FileDescriptor listener = ListenOn({to, 0});
  const FileDescriptor socket = ConnectTo(LocalOf(listener));
  return socket ? LocalOf(socket).address : "no connection";
}

TEST_F(SandboxTest, ConnectComesFromTheOtherSidesAddress) {
  const Sandbox sandbox = Make();
  Inside(sandbox, [&] {
    // Again and again: the kernel's own IPv6 routes arrive late and must not take over.
    for (int i = 0; i < 200; ++i) {
      ASSERT_EQ(SourceTowards(sandbox.peer.ipv4), sandbox.sut.ipv4);
      ASSERT_EQ(SourceTowards(sandbox.sut.ipv4), sandbox.peer.ipv4);
      ASSERT_EQ(SourceTowards(sandbox.peer.ipv6), sandbox.sut.ipv6);
      ASSERT_EQ(SourceTowards(sandbox.sut.ipv6), sandbox.peer.ipv6);
    }
    EXPECT_EQ(SourceTowards("127.0.0.1"), "127.0.0.1");
    EXPECT_EQ(SourceTowards("::1"), "::1");
  });
}

TEST_F(SandboxTest, OwnAddressesAreAsked) {
  const Sandbox sandbox =
      Make({}, {.sut = {"198.51.100.7", "fd00:7::7"}, .peer = {"198.51.100.8", "fd00:7::8"}});
  EXPECT_EQ(sandbox.sut, (Addresses{"198.51.100.7", "fd00:7::7"}));
  Inside(sandbox, [&] {
    EXPECT_EQ(SourceTowards("198.51.100.8"), "198.51.100.7");
    EXPECT_EQ(SourceTowards("fd00:7::7"), "fd00:7::8");
  });
}

TEST_F(SandboxTest, CaptureAndSocketTableAreOfTheNamespace) {
  Sandbox sandbox = Make();
  std::vector<SocketEntry> entries;
  Inside(sandbox, [&] {
    const FileDescriptor listener = ListenOn({sandbox.sut.ipv4, 4000});
    const FileDescriptor socket = ConnectTo({sandbox.sut.ipv4, 4000});
    const auto dump = sandbox.sockets.Dump();
    ASSERT_TRUE(dump);
    entries = *dump;
  });
  EXPECT_THAT(entries, Contains(testing::Field(&SocketEntry::local, Endpoint{"192.0.2.1", 4000})));
  std::set<std::string> sources;
  ASSERT_TRUE(sandbox.capture->Drain(
      [&](const Segment& segment) { sources.insert(segment.source.address); }));
  EXPECT_EQ(sources, (std::set<std::string>{"192.0.2.1", "192.0.2.2"}));
}

// Whether a FIN is acknowledged before its receiver answers with data, on the first connection of
// a sandbox; the kernel remembers enough of a first one to treat later ones otherwise.
bool FinIsAcknowledgedAlone(Sandbox& sandbox, const std::string& to) {
  const FileDescriptor listener = ListenOn({to, 0});
  const FileDescriptor active = ConnectTo(LocalOf(listener));
  const FileDescriptor passive = AcceptFrom(listener);
  // Question and answer, so that the kernel would rather delay an acknowledgment.
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_TRUE(Transfer(active, passive, 100) && Transfer(passive, active, 100));
  }
  ::shutdown(active.Raw(), SHUT_WR);
  EXPECT_TRUE(ReadsEnd(passive));
  EXPECT_TRUE(Transfer(passive, active, 1));

  std::optional<Segment> fin;
  std::optional<Segment> first_answer;
  EXPECT_TRUE(sandbox.capture->Drain([&](const Segment& segment) {
    if (segment.flags.fin) {
      fin = segment;
    } else if (fin && !first_answer && segment.source == fin->destination &&
               segment.ack == fin->seq + 1) {
      first_answer = segment;
    }
  }));
  EXPECT_TRUE(first_answer) << "no answer to the FIN was captured";
  return first_answer && first_answer->length == 0;
}

// How many of several were acknowledged so: a busy machine may answer later than the kernel waits.
int AcknowledgedAlone(const LinkSettings& settings, const std::string& to, int tries) {
  int alone = 0;
  for (int i = 0; i < tries; ++i) {
    Sandbox sandbox = Make({}, settings);
    Inside(sandbox, [&] { alone += FinIsAcknowledgedAlone(sandbox, to) ? 1 : 0; });
  }
  return alone;
}

TEST_F(SandboxTest, FinIsAcknowledgedAtOnce) {
  for (const char* const to : {"192.0.2.1", "192.0.2.2", "fd00::1", "fd00::2"}) {
    EXPECT_EQ(AcknowledgedAlone({}, to, 5), 5) << to;
    EXPECT_LT(AcknowledgedAlone({.quick_ack = false}, to, 5), 5) << to;
  }
}

TEST_F(SandboxTest, OneThreadMakesMany) {
  std::set<ino_t> namespaces;
  std::vector<Sandbox> sandboxes;
  OnAThread([&] {
    for (int i = 0; i < 20; ++i) {
      auto sandbox = MakeSandbox({});
      ASSERT_TRUE(sandbox) << sandbox.trouble().what;
      struct stat file {};
      ASSERT_EQ(::fstat(sandbox->network_namespace.Raw(), &file), 0);
      namespaces.insert(file.st_ino);
      sandboxes.push_back(*std::move(sandbox));
    }
  });
  EXPECT_EQ(namespaces.size(), 20U);
  Inside(sandboxes.front(), [] {
    const auto settings = ReadLinkSettings();
    EXPECT_THAT(settings, Contains(Key("net.ipv4.tcp_fin_timeout")));
  });
}

TEST_F(SandboxTest, TroubleIsNamed) {
  OnAThread([] {
    const auto sandbox = MakeSandbox({}, {.sut = {"192.0.2", "fd00::1"}});
    ASSERT_FALSE(sandbox);
    EXPECT_THAT(sandbox.trouble().what, testing::StartsWith("add address 192.0.2: "));
  });
}

TEST_F(SandboxTest, SettingsAreThoseOfThePlan) {
  const Sandbox sandbox = Make({.sysctls = {{"net.ipv4.tcp_fin_timeout", "2"}}});
  Inside(sandbox, [] { EXPECT_EQ(*ReadSysctl("net.ipv4.tcp_fin_timeout"), "2"); });
  Inside(Make(), [] { EXPECT_NE(*ReadSysctl("net.ipv4.tcp_fin_timeout"), "2"); });
  OnAThread([] {
    const auto unknown = MakeSandbox({.sysctls = {{"net.ipv4.tcp_no_such", "1"}}});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.trouble().what, testing::StartsWith("net.ipv4.tcp_no_such=1: "));
  });
}

TEST_F(SandboxTest, DisposalClosesEverything) {
  std::vector<int> numbers;
  {
    SandboxDisposal disposal(4);
    for (int i = 0; i < 8; ++i) {
      Sandbox sandbox = Make();
      numbers.push_back(sandbox.network_namespace.Raw());
      numbers.push_back(sandbox.capture->SelectableDescriptor());
      disposal.Dispose(std::move(sandbox));
    }
  }
  for (const int number : numbers) EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(PlainSandboxTest, IsThisMachinesLoopback) {
  auto sandbox = MakePlainSandbox();
  ASSERT_TRUE(sandbox) << sandbox.trouble().what;
  EXPECT_FALSE(sandbox->network_namespace);
  EXPECT_FALSE(sandbox->capture);
  EXPECT_FALSE(sandbox->peer_end);
  EXPECT_FALSE(sandbox->private_sockets);
  EXPECT_NE(sandbox->sut.ipv4, sandbox->peer.ipv4);
  EXPECT_TRUE(sandbox->sockets.Dump());
}

}  // namespace
}  // namespace closespec
