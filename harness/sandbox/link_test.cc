#include "harness/sandbox/link.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <tins/arp.h>
#include <tins/ethernetII.h>
#include <tins/icmpv6.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/sandbox/sandbox.h"
#include "peers/os/frame_io.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/sockets_for_test.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using Tins::TCP;

const Tins::HWAddress<6> kOwnMac("02:00:00:00:00:02");

constexpr LinkEnds kPeerHoldsEnd{.sut = LinkEnd::kKernel, .peer = LinkEnd::kDescriptor};

void OnAThread(const std::function<void()>& act) { std::thread(act).join(); }

// libtins plays the peer at the wire end, packet by packet.
class Stranger {
 public:
  explicit Stranger(Sandbox& sandbox) : sandbox_(sandbox) {}

  // Waits for the SUT's next segment; answers whoever asks for its hardware address meanwhile.
  TCP Receive() {
    while (const std::unique_ptr<Tins::PDU> packet = ReceivePacket()) {
      if (const auto* tcp = packet->find_pdu<TCP>()) return *tcp;
      AnswerAsking(*packet);
    }
    ADD_FAILURE() << "no segment came";
    return {};
  }

  void Send(const std::string& from, const std::string& to, const TCP& tcp,
            bool wrong_checksum = false) {
    const bool ipv6 = from.find(':') != std::string::npos;
    Tins::PDU::serialization_type bytes;
    if (ipv6) {
      bytes = Framed(Tins::IPv6(to, from) / tcp);
    } else {
      bytes = Framed(Tins::IP(to, from) / tcp);
    }
    const std::size_t checksum = (OnEthernet() ? 14 : 0) + (ipv6 ? 40 : 20) + 16;
    if (wrong_checksum) bytes[checksum] ^= 0xff;
    Write(bytes);
  }

 private:
  [[nodiscard]] bool OnEthernet() const { return IsEthernet(sandbox_.link); }

  std::unique_ptr<Tins::PDU> ReceivePacket() {
    pollfd readable{.fd = sandbox_.peer_end.Raw(), .events = POLLIN};
    if (::poll(&readable, 1, 30000) != 1) return nullptr;
    std::vector<std::uint8_t> bytes(2048);
    const ssize_t length = ::read(sandbox_.peer_end.Raw(), bytes.data(), bytes.size());
    if (length <= 0) return nullptr;
    const auto size = static_cast<std::uint32_t>(length);
    if (OnEthernet()) {
      auto frame = std::make_unique<Tins::EthernetII>(bytes.data(), size);
      mac_of_sut_ = frame->src_addr();
      return frame;
    }
    if (bytes[0] >> 4 == 6) return std::make_unique<Tins::IPv6>(bytes.data(), size);
    return std::make_unique<Tins::IP>(bytes.data(), size);
  }

  template <typename Packet>
  Tins::PDU::serialization_type Framed(Packet packet) const {
    if (!OnEthernet()) return packet.serialize();
    return (Tins::EthernetII(mac_of_sut_, kOwnMac) / packet).serialize();
  }

  void AnswerAsking(const Tins::PDU& packet) {
    const auto* const arp = packet.find_pdu<Tins::ARP>();
    const auto* const icmp = packet.find_pdu<Tins::ICMPv6>();
    if (arp != nullptr) {
      Tins::ARP reply(arp->sender_ip_addr(), arp->target_ip_addr(), arp->sender_hw_addr(), kOwnMac);
      reply.opcode(Tins::ARP::REPLY);
      Write((Tins::EthernetII(mac_of_sut_, kOwnMac) / reply).serialize());
    } else if (icmp != nullptr && icmp->type() == Tins::ICMPv6::NEIGHBOUR_SOLICIT) {
      Tins::ICMPv6 advert(Tins::ICMPv6::NEIGHBOUR_ADVERT);
      advert.target_addr(icmp->target_addr());
      advert.solicited(1);
      advert.override(1);
      advert.target_link_layer_addr(kOwnMac);
      Tins::IPv6 ip(packet.rfind_pdu<Tins::IPv6>().src_addr(), icmp->target_addr());
      ip.hop_limit(255);
      Write(Framed(ip / advert));
    } else if (icmp == nullptr || icmp->type() != Tins::ICMPv6::MLD2_REPORT) {
      ADD_FAILURE() << "the SUT said something of its own accord";
    }
  }

  void Write(const Tins::PDU::serialization_type& bytes) {
    EXPECT_EQ(::write(sandbox_.peer_end.Raw(), bytes.data(), bytes.size()),
              static_cast<ssize_t>(bytes.size()));
  }

  Sandbox& sandbox_;
  Tins::HWAddress<6> mac_of_sut_;
};

class LinkTest : public testing::TestWithParam<std::tuple<LinkKind, bool>> {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
    const auto [kind, ipv6] = GetParam();
    std::optional<Trouble> trouble;
    OnAThread([&, kind = kind] {
      auto made = MakeSandbox({.link = kind, .ends = kPeerHoldsEnd});
      if (made) {
        sandbox_.emplace(*std::move(made));
      } else {
        trouble = made.trouble();
      }
    });
    // /dev/net/tun is for root only on some machines.
    if (trouble && kind != LinkKind::kVeth) GTEST_SKIP() << trouble->what;
    ASSERT_FALSE(trouble) << trouble->what;
    sut_ = ipv6 ? sandbox_->sut.ipv6 : sandbox_->sut.ipv4;
    peer_ = ipv6 ? sandbox_->peer.ipv6 : sandbox_->peer.ipv4;
  }

  void Inside(const std::function<void()>& act) {
    OnAThread([&] {
      ASSERT_EQ(::setns(sandbox_->network_namespace.Raw(), CLONE_NEWNET), 0);
      act();
    });
  }

  FileDescriptor ConnectWithoutWaiting(std::uint16_t port) {
    SocketAddress address = AddressOf({peer_, port});
    FileDescriptor socket(
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    EXPECT_EQ(::connect(socket.Raw(), address.Get(), address.length), -1);
    EXPECT_EQ(errno, EINPROGRESS);
    return socket;
  }

  // "sut SYN", "peer SYN|ACK", "peer RST wrong": all that the capture saw.
  std::vector<std::string> Captured() {
    std::vector<std::string> seen;
    const Status drained = sandbox_->capture->Drain([&](const Segment& segment) {
      std::string line = segment.source.address == sut_ ? "sut " : "peer ";
      TcpFlags flags = segment.flags;
      flags.psh = false;  // where the kernel sets it is its own affair
      line += ToText(flags);
      if (segment.length > 0) line += " " + std::to_string(segment.length);
      if (segment.checksum_correct != true) {
        line += segment.checksum_correct ? " wrong" : " unknown";
      }
      seen.push_back(line);
    });
    EXPECT_TRUE(drained);
    return seen;
  }

  std::optional<Sandbox> sandbox_;
  std::string sut_;
  std::string peer_;
};

TEST_P(LinkTest, SutAndWireEndTalkAndTheCaptureSeesEachSegmentOnceWithItsChecksum) {
  EXPECT_TRUE(sandbox_->real_checksums);
  Stranger stranger(*sandbox_);
  FileDescriptor socket;
  Inside([&] { socket = ConnectWithoutWaiting(9); });
  EXPECT_EQ(LocalOf(socket).address, sut_);
  const TCP syn = stranger.Receive();
  EXPECT_EQ(syn.flags(), TCP::SYN);

  TCP reply(syn.sport(), 9);
  reply.seq(1000);
  reply.ack_seq(syn.seq() + 1);
  reply.window(60000);
  reply.flags(TCP::SYN | TCP::ACK);
  reply.mss(500);
  stranger.Send(peer_, sut_, reply);
  EXPECT_EQ(stranger.Receive().ack_seq(), 1001U);

  // Larger than a segment may be, so that an offload would show.
  EXPECT_EQ(::send(socket.Raw(), std::string(900, 'x').data(), 900, 0), 900);
  std::size_t octets = 0;
  while (octets < 900) {
    const TCP data = stranger.Receive();
    ASSERT_NE(data.find_pdu<Tins::RawPDU>(), nullptr);
    octets += data.rfind_pdu<Tins::RawPDU>().payload_size();
  }
  reply.seq(1001);
  reply.ack_seq(syn.seq() + 901);
  reply.flags(TCP::ACK);
  stranger.Send(peer_, sut_, reply, /*wrong_checksum=*/true);
  reply.flags(TCP::RST | TCP::ACK);
  stranger.Send(peer_, sut_, reply);

  pollfd readable{.fd = socket.Raw(), .events = POLLIN};
  ASSERT_EQ(::poll(&readable, 1, 30000), 1);
  char octet = 0;
  EXPECT_EQ(::recv(socket.Raw(), &octet, 1, 0), -1);
  EXPECT_EQ(errno, ECONNRESET);
  EXPECT_THAT(Captured(), ElementsAre("sut SYN", "peer SYN|ACK", "sut ACK", "sut ACK 500",
                                      "sut ACK 400", "peer ACK wrong", "peer RST|ACK"));
  EXPECT_EQ(sandbox_->capture->Counts().dropped, 0U);
}

TEST_P(LinkTest, TheSutListensAndAcknowledgesAtOnce) {
  Stranger stranger(*sandbox_);
  FileDescriptor listener;
  FileDescriptor asking;
  Inside([&] {
    listener = ListenOn({sut_, 80});
    // Lets the stranger learn the SUT's hardware address.
    asking = ConnectWithoutWaiting(9);
  });
  ASSERT_TRUE(listener);
  EXPECT_EQ(stranger.Receive().dport(), 9);

  TCP out(80, 4000);
  out.seq(1000);
  out.window(60000);
  out.flags(TCP::SYN);
  stranger.Send(peer_, sut_, out);
  const TCP reply = stranger.Receive();
  ASSERT_EQ(reply.flags(), TCP::SYN | TCP::ACK);
  out.flags(TCP::ACK);
  out.seq(1001);
  out.ack_seq(reply.seq() + 1);
  stranger.Send(peer_, sut_, out);
  const FileDescriptor accepted = AcceptFrom(listener);
  EXPECT_EQ(LocalOf(accepted), (Endpoint{sut_, 80}));

  out.flags(TCP::FIN | TCP::ACK);
  stranger.Send(peer_, sut_, out);
  const TCP acknowledgment = stranger.Receive();
  EXPECT_EQ(acknowledgment.flags(), TCP::ACK);
  EXPECT_EQ(acknowledgment.ack_seq(), 1002U);
}

TEST_P(LinkTest, NothingCrossesAGapByItselfAndTheCaptureShowsWhatItIsFedWith) {
  const auto [kind, ipv6] = GetParam();
  std::optional<Sandbox> cut;
  OnAThread([&, kind = kind] {
    auto made = MakeSandbox({.link = kind, .ends = kPeerHoldsEnd, .gap = true});
    ASSERT_TRUE(made) << made.trouble().what;
    cut.emplace(*std::move(made));
  });
  sandbox_ = std::move(cut);
  ASSERT_TRUE(sandbox_ && sandbox_->gap);
  FileDescriptor socket;
  Inside([&] { socket = ConnectWithoutWaiting(9); });
  pollfd from_sut{.fd = sandbox_->gap->sut_side.Raw(), .events = POLLIN};
  pollfd at_wire_end{.fd = sandbox_->peer_end.Raw(), .events = POLLIN};
  ASSERT_EQ(::poll(&from_sut, 1, 30000), 1);
  EXPECT_EQ(::poll(&at_wire_end, 1, 0), 0);
  std::size_t frames = 0;
  EXPECT_TRUE(ReadFrames(sandbox_->gap->sut_side, [&](std::span<const std::byte> frame) {
    ++frames;
    EXPECT_TRUE(WriteFrame(sandbox_->gap->far_side, frame));
    sandbox_->capture->Feed(frame);
  }));
  EXPECT_GE(frames, 1U);
  EXPECT_EQ(::poll(&at_wire_end, 1, 30000), 1);
  // Over Ethernet it is a question for the peer's hardware address that comes first.
  if (kind == LinkKind::kTun) {
    EXPECT_THAT(Captured(), ElementsAre("sut SYN"));
  }
  EXPECT_EQ(sandbox_->capture->SelectableDescriptor(), -1);
}

INSTANTIATE_TEST_SUITE_P(Links, LinkTest,
                         testing::Combine(testing::Values(LinkKind::kTun, LinkKind::kTap,
                                                          LinkKind::kVeth),
                                          testing::Bool()),
                         [](const auto& info) {
                           return std::string(ToText(std::get<0>(info.param))) +
                                  (std::get<1>(info.param) ? "_ipv6" : "_ipv4");
                         });

TEST(BestLinkTest, IsOneThatCanBeMade) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  const auto best = BestLink(kPeerHoldsEnd, {LinkKind::kTun, LinkKind::kVeth});
  ASSERT_TRUE(best) << best.trouble().what;
  OnAThread([&] {
    const auto sandbox = MakeSandbox({.link = *best, .ends = kPeerHoldsEnd});
    ASSERT_TRUE(sandbox) << sandbox.trouble().what;
    EXPECT_TRUE(sandbox->peer_end);
  });
  const auto none = BestLink({}, {LinkKind::kVeth});
  EXPECT_EQ(none.trouble().what, "a kernel at both ends of a veth link");
}

}  // namespace
}  // namespace closespec
