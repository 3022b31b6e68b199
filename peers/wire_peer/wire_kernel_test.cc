// closespec-wire-peer as a process, and this machine's kernel as the stack on the other end of a
// TUN device or a pair of Ethernet devices.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <tuple>

#include "peers/os/sockets_for_test.h"
#include "peers/socket_peer/pattern.h"
#include "peers/socket_peer/testing/driven_peer.h"
#include "peers/wire_peer/testing/kernel_link.h"

namespace closespec::wire_peer {
namespace {

using socket_peer::DrivenPeer;
using socket_peer::In;

using Surroundings = std::tuple<bool, std::string>;  // Ethernet; family

class WireKernelTest : public testing::TestWithParam<Surroundings> {
 protected:
  void SetUp() override {
    auto end = EnterKernelLink(Ethernet());
    if (!end && (end.trouble().what.find("/dev/net/tun") != std::string::npos ||
                 end.trouble().what.find("unshare") != std::string::npos)) {
      GTEST_SKIP() << end.trouble().what;
    }
    ASSERT_TRUE(end) << end.trouble().what;
    peer_.emplace(
        std::vector<std::string>{CLOSESPEC_WIRE_PEER, Ethernet() ? "--link=ethernet" : "--link=tun",
                                 "--address=192.0.2.2", "--address=fd00::2"},
        *end);
  }

  static bool Ethernet() { return std::get<0>(GetParam()); }
  static std::string Family() { return std::get<1>(GetParam()); }
  static std::string SutAddress() { return Family() == "ipv6" ? "fd00::1" : "192.0.2.1"; }
  static std::string PeerAddress() { return Family() == "ipv6" ? "fd00::2" : "192.0.2.2"; }

  std::string Ask(const std::string& request) {
    const auto answer = peer_->Ask(request);
    return answer.word == "refused" ? "refused: " + In(answer, "why") : socket_peer::Result(answer);
  }

  // The peer's connection `c` to a socket of the kernel.
  FileDescriptor Connected(const std::string& settings = "") {
    const FileDescriptor listener = ListenOn({SutAddress(), 0});
    const auto port = std::to_string(LocalOf(listener).port);
    EXPECT_EQ(Ask("socket as=c family=" + Family() + settings), "0");
    const auto connected = peer_->Ask("connect on=c address=" + SutAddress() + " port=" + port);
    EXPECT_EQ(In(connected, "remote"), ToText(Endpoint{SutAddress(), LocalOf(listener).port}));
    return AcceptFrom(listener);
  }

  std::optional<DrivenPeer> peer_;
};

INSTANTIATE_TEST_SUITE_P(Links, WireKernelTest,
                         testing::Combine(testing::Bool(), testing::Values("ipv4", "ipv6")),
                         [](const auto& given) {
                           return std::string(std::get<0>(given.param) ? "Ethernet" : "Tun") +
                                  std::get<1>(given.param);
                         });

// A TUN device has no raw end.
class WireKernelDeviceTest : public WireKernelTest {};
INSTANTIATE_TEST_SUITE_P(Ethernet, WireKernelDeviceTest,
                         testing::Combine(testing::Values(true), testing::Values("ipv4", "ipv6")));

std::string ReadAll(const FileDescriptor& socket) {
  std::string all;
  std::array<char, 4096> octets{};
  while (true) {
    const ssize_t count = ::recv(socket.Raw(), octets.data(), octets.size(), 0);
    if (count < 0) return std::string("error ") + ::strerrorname_np(errno);
    if (count == 0) return all;
    all.append(octets.data(), static_cast<std::size_t>(count));
  }
}

TEST_P(WireKernelTest, KernelReadsWhatTheSegmentsCarryAndTheEnd) {
  const FileDescriptor sut =
      Connected(" options=timestamps,sack,window_scale acks=automatic iss=4294967290");
  ASSERT_TRUE(sut);
  EXPECT_EQ(Ask("segments on=c 1=flags:ACK,bytes:1000 2=flags:PSH+ACK,bytes:500 3=flags:FIN+ACK"),
            "3");
  EXPECT_EQ(ReadAll(sut), socket_peer::Pattern(0, 1500));
}

TEST_P(WireKernelTest, SegmentsOutOfOrderWithWrongChecksumAndOverlap) {
  const FileDescriptor sut = Connected();
  ASSERT_TRUE(sut);
  EXPECT_EQ(Ask("segments on=c 1=flags:ACK,bytes:100,checksum:wrong "
                "2=flags:FIN+ACK,bytes:50,seq:RCV.NXT+100 3=flags:ACK,bytes:120"),
            "3");
  EXPECT_EQ(ReadAll(sut), socket_peer::Pattern(0, 150));
}

TEST_P(WireKernelTest, WaitsForTheSutsSegmentsAndEndsInOrder) {
  const FileDescriptor sut = Connected();
  ASSERT_TRUE(sut);
  // One was the SYN,ACK. The next are "hello" and the FIN.
  peer_->BeginInBackground("last", "segments on=c seen=3 1=flags:FIN+ACK");
  ASSERT_EQ(::send(sut.Raw(), "hello", 5, 0), 5);
  ASSERT_EQ(::shutdown(sut.Raw(), SHUT_WR), 0);
  EXPECT_EQ(socket_peer::Result(peer_->Await("last")), "1");
  EXPECT_EQ(ReadAll(sut), "");
  // The ACK of the FIN is the fourth.
  EXPECT_EQ(Ask("segments on=c seen=4 1=flags:ACK"), "1");
}

TEST_P(WireKernelTest, ManualHandshake) {
  const FileDescriptor listener = ListenOn({SutAddress(), 0});
  EXPECT_EQ(Ask("socket as=c handshake=manual family=" + Family()), "0");
  EXPECT_EQ(Ask("connect on=c address=" + SutAddress() +
                " port=" + std::to_string(LocalOf(listener).port)),
            "0");
  EXPECT_EQ(Ask("segments on=c 1=flags:SYN,mss:536"), "1");
  EXPECT_EQ(Ask("segments on=c seen=1 1=flags:ACK 2=flags:FIN+ACK,bytes:3"), "2");
  EXPECT_EQ(ReadAll(AcceptFrom(listener)), socket_peer::Pattern(0, 3));
}

// A connecting socket of the kernel, not blocking.
FileDescriptor Connecting(const std::string& address, std::uint16_t port) {
  SocketAddress to = AddressOf({address, port});
  FileDescriptor socket(::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0));
  EXPECT_EQ(::connect(socket.Raw(), to.Get(), to.length), -1);
  EXPECT_EQ(errno, EINPROGRESS);
  return socket;
}

std::string AwaitError(const FileDescriptor& socket) {
  pollfd polled{socket.Raw(), POLLOUT, 0};
  if (::poll(&polled, 1, 60000) != 1) return "nothing";
  int error = 0;
  socklen_t length = sizeof(error);
  ::getsockopt(socket.Raw(), SOL_SOCKET, SO_ERROR, &error, &length);
  return error == 0 ? "connected" : ::strerrorname_np(error);
}

TEST_P(WireKernelTest, AcceptsWhatTheKernelConnects) {
  EXPECT_EQ(Ask("socket as=l options=timestamps family=" + Family()), "0");
  EXPECT_EQ(Ask("bind on=l port=5000 address=" + PeerAddress()), "0");
  EXPECT_EQ(Ask("listen on=l"), "0");
  const FileDescriptor sut = Connecting(PeerAddress(), 5000);
  EXPECT_EQ(Ask("accept on=l as=c"), "0");
  EXPECT_EQ(AwaitError(sut), "connected");
  EXPECT_EQ(Ask("segments on=c 1=flags:RST"), "1");
  ::fcntl(sut.Raw(), F_SETFL, 0);
  EXPECT_EQ(ReadAll(sut), "error ECONNRESET");
}

TEST_P(WireKernelTest, PortUnreachableEndsAConnectionBeingOpened) {
  EXPECT_EQ(Ask("socket as=l handshake=manual family=" + Family()), "0");
  EXPECT_EQ(Ask("bind on=l port=5000 address=" + PeerAddress()), "0");
  EXPECT_EQ(Ask("listen on=l"), "0");
  const FileDescriptor sut = Connecting(PeerAddress(), 5000);
  EXPECT_EQ(Ask("accept on=l as=c"), "0");
  EXPECT_EQ(Ask("icmp on=c error=port_unreachable"), "0");
  EXPECT_EQ(AwaitError(sut), "ECONNREFUSED");
}

TEST_P(WireKernelTest, ConnectIsRefusedWhereNobodyListens) {
  EXPECT_EQ(Ask("socket as=c family=" + Family()), "0");
  EXPECT_EQ(Ask("connect on=c port=9 address=" + SutAddress()), "ECONNREFUSED");
}

TEST_P(WireKernelTest, ResetAllEndsWhatIsOpen) {
  const FileDescriptor sut = Connected();
  ASSERT_TRUE(sut);
  EXPECT_EQ(Ask("close on=c"), "0");
  EXPECT_EQ(Ask("reset_all"), "1");
  EXPECT_EQ(ReadAll(sut), "error ECONNRESET");
}

TEST_P(WireKernelDeviceTest, OpensADeviceItself) {
  peer_.emplace(std::vector<std::string>{CLOSESPEC_WIRE_PEER, "--link=ethernet",
                                         std::string("--device=") + kWireDevice,
                                         "--address=192.0.2.2", "--address=fd00::2"},
                FileDescriptor());
  const FileDescriptor sut = Connected();
  ASSERT_TRUE(sut);
  EXPECT_EQ(Ask("segments on=c 1=flags:FIN+ACK,bytes:10"), "1");
  EXPECT_EQ(ReadAll(sut), socket_peer::Pattern(0, 10));
}

TEST_P(WireKernelTest, EndsWithItsInput) {
  peer_->EndInput();
  EXPECT_EQ(peer_->AwaitEnd(), "0");
}

}  // namespace
}  // namespace closespec::wire_peer
