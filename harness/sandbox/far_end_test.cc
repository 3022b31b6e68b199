// Links whose far end is the SUT's: held by a process, or a device in another namespace.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <tins/tins.h>
#include <unistd.h>

#include <functional>
#include <optional>
#include <set>
#include <thread>

#include "harness/sandbox/sandbox.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/network_namespace.h"
#include "peers/os/sockets_for_test.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using Bytes = std::vector<std::uint8_t>;

void OnAThread(const std::function<void()>& act) { std::thread(act).join(); }

Bytes SynFrom(const std::string& from, const std::string& to, LinkKind kind) {
  Tins::TCP syn(7, 40000);
  syn.flags(Tins::TCP::SYN);
  Tins::IP packet = Tins::IP(to, from) / syn;
  if (!IsEthernet(kind)) return packet.serialize();
  return (Tins::EthernetII("02:00:00:00:00:01", "02:00:00:00:00:02") / packet).serialize();
}

void Write(const FileDescriptor& end, const Bytes& bytes) {
  EXPECT_EQ(::write(end.Raw(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
}

Bytes Read(const FileDescriptor& end) {
  pollfd readable{.fd = end.Raw(), .events = POLLIN};
  if (::poll(&readable, 1, 30000) != 1) return {};
  Bytes bytes(2048);
  const ssize_t length = ::read(end.Raw(), bytes.data(), bytes.size());
  bytes.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return bytes;
}

class FarEndTest : public testing::TestWithParam<LinkKind> {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }

  // Skips where /dev/net/tun is for root only.
  void Make(const LinkEnds& ends) {
    OnAThread([&] { made_ = MakeSandbox({.link = GetParam(), .ends = ends}); });
    if (!made_ && GetParam() != LinkKind::kVeth) GTEST_SKIP() << made_.trouble().what;
    ASSERT_TRUE(made_) << made_.trouble().what;
  }

  std::vector<std::string> SourcesSeen() {
    std::vector<std::string> sources;
    EXPECT_TRUE(made_->capture->Drain(
        [&](const Segment& segment) { sources.push_back(segment.source.address); }));
    return sources;
  }

  Result<Sandbox> made_{Trouble{"not made"}};
};

TEST_P(FarEndTest, BothSidesHoldAnEndAndTheCaptureSeesAll) {
  Make({.sut = LinkEnd::kDescriptor, .peer = LinkEnd::kDescriptor});
  if (!made_) return;
  const Bytes to_peer = SynFrom("192.0.2.1", "192.0.2.2", GetParam());
  const Bytes to_sut = SynFrom("192.0.2.2", "192.0.2.1", GetParam());
  Write(made_->sut_end, to_peer);
  EXPECT_EQ(Read(made_->peer_end), to_peer);
  Write(made_->peer_end, to_sut);
  EXPECT_EQ(Read(made_->sut_end), to_sut);
  EXPECT_THAT(SourcesSeen(), ElementsAre("192.0.2.1", "192.0.2.2"));
  EXPECT_FALSE(made_->private_sockets);
}

class PacketsTest : public FarEndTest {};

TEST_P(PacketsTest, KernelAtTheNearEndIsThePeer) {
  Make({.sut = LinkEnd::kDescriptor, .peer = LinkEnd::kKernel});
  if (!made_) return;
  Write(made_->sut_end, SynFrom("192.0.2.1", "192.0.2.2", GetParam()));
  const Bytes answer = Read(made_->sut_end);
  const Tins::IP packet(answer.data(), static_cast<std::uint32_t>(answer.size()));
  EXPECT_EQ(packet.src_addr(), "192.0.2.2");
  EXPECT_EQ(packet.rfind_pdu<Tins::TCP>().flags(), Tins::TCP::RST | Tins::TCP::ACK);
}

INSTANTIATE_TEST_SUITE_P(Kinds, FarEndTest,
                         testing::Values(LinkKind::kTun, LinkKind::kTap, LinkKind::kVeth),
                         [](const auto& info) { return std::string(ToText(info.param)); });

INSTANTIATE_TEST_SUITE_P(Kinds, PacketsTest, testing::Values(LinkKind::kTun),
                         [](const auto& info) { return std::string(ToText(info.param)); });

class OtherNamespaceTest : public FarEndTest {};

TEST_P(OtherNamespaceTest, SutHasItsOwnKernelSide) {
  Make({.sut = LinkEnd::kNamespace, .peer = LinkEnd::kKernel});
  if (!made_) return;
  for (const char* const address : {"192.0.2.1", "fd00::1"}) {
    FileDescriptor listener;
    OnAThread([&] {
      ASSERT_TRUE(EnterNetworkNamespace(made_->NamespaceOf(Actor::kSut)));
      listener = ListenOn({address, 0});
    });
    OnAThread([&] {
      ASSERT_TRUE(EnterNetworkNamespace(made_->NamespaceOf(Actor::kPeer)));
      const FileDescriptor socket = ConnectTo(LocalOf(listener));
      ASSERT_TRUE(socket);
      EXPECT_TRUE(Transfer(socket, AcceptFrom(listener), 100));
    });
  }
  EXPECT_THAT(SourcesSeen(),
              testing::IsSupersetOf({"192.0.2.1", "192.0.2.2", "fd00::1", "fd00::2"}));
}

TEST_P(OtherNamespaceTest, SettingsAreTheSuts) {
  OnAThread([&] {
    made_ = MakeSandbox({.link = LinkKind::kVeth,
                         .ends = {LinkEnd::kNamespace, LinkEnd::kKernel},
                         .sysctls = {{"net.ipv4.tcp_fin_timeout", "7"}}});
  });
  ASSERT_TRUE(made_) << made_.trouble().what;
  for (const Actor side : {Actor::kSut, Actor::kPeer}) {
    OnAThread([&] {
      ASSERT_TRUE(EnterNetworkNamespace(made_->NamespaceOf(side)));
      EXPECT_EQ(ReadLinkSettings().at("net.ipv4.tcp_fin_timeout") == "7", side == Actor::kSut);
    });
  }
}

// The near end of a veth is an interface, behind which somebody else's kernel is.
TEST_P(OtherNamespaceTest, InterfaceShowsOnlyWhatPassesBetweenTheTwo) {
  Make({.sut = LinkEnd::kNamespace, .peer = LinkEnd::kKernel});
  if (!made_) return;
  const InterfaceLink link{.device = "veth0",
                           .sut = {"192.0.2.1", "fd00::1"},
                           .own = {"192.0.2.2", "fd00::2"},
                           .wire = {"192.0.2.77", "fd00::77"}};
  FileDescriptor listener;
  OnAThread([&] {
    ASSERT_TRUE(EnterNetworkNamespace(made_->NamespaceOf(Actor::kSut)));
    listener = ListenOn({"192.0.2.1", 0});
  });
  OnAThread([&] {
    ASSERT_TRUE(EnterNetworkNamespace(made_->NamespaceOf(Actor::kPeer)));
    auto socket_peers = MakeInterfaceSandbox(link, LinkEnd::kKernel);
    auto wire_peers = MakeInterfaceSandbox(link, LinkEnd::kDescriptor);
    ASSERT_TRUE(socket_peers) << socket_peers.trouble().what;
    ASSERT_TRUE(wire_peers) << wire_peers.trouble().what;
    EXPECT_TRUE(wire_peers->peer_end);
    EXPECT_EQ(wire_peers->peer, link.wire);
    EXPECT_FALSE(socket_peers->network_namespace);
    ASSERT_TRUE(ConnectTo(LocalOf(listener)));
    std::set<std::string> seen;
    const auto note = [&](const Segment& segment) { seen.insert(segment.source.address); };
    EXPECT_TRUE(wire_peers->capture->Drain(note));
    EXPECT_THAT(seen, testing::IsEmpty());
    EXPECT_TRUE(socket_peers->capture->Drain(note));
    EXPECT_THAT(seen, ElementsAre("192.0.2.1", "192.0.2.2"));
  });
}

TEST_P(OtherNamespaceTest, InterfaceThatIsNotThereIsNamed) {
  const auto none = MakeInterfaceSandbox({.device = "eth99"}, LinkEnd::kKernel);
  EXPECT_THAT(none.trouble().what, testing::HasSubstr("eth99"));
}

INSTANTIATE_TEST_SUITE_P(Kinds, OtherNamespaceTest, testing::Values(LinkKind::kVeth),
                         [](const auto& info) { return std::string(ToText(info.param)); });

}  // namespace
}  // namespace closespec
