#include "peers/os/packet_socket.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <ctime>

#include "peers/os/netlink.h"

namespace closespec {
namespace {

constexpr std::size_t kFramesAtOnce = 32;
constexpr std::size_t kSnapLength = 2048;  // of a frame; the MTU is 1500
// One call takes what waits now, not what a flood adds meanwhile.
constexpr std::size_t kMostAtOnce = 16384;
constexpr std::uint32_t kHeadersAtMost = 160;  // where the filter does not find the header's end

using Program = std::array<sock_filter, 28>;

// Gives the length of link, IP and TCP header, or whatever it is that carries TCP behind extension
// headers or as a fragment. linux/Documentation/networking/filter.rst
constexpr Program TcpHeadersFilter(std::uint32_t link) {
  return {{
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_PROTOCOL)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_IP, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_IPV6, 11, 24),
      // IPv4: protocol, then fragment offset, then the sum of the lengths.
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, link + 9),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 0, 22),
      BPF_STMT(BPF_LD | BPF_H | BPF_ABS, link + 6),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x1fff, 19, 0),
      BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, link),
      BPF_STMT(BPF_LD | BPF_B | BPF_IND, link + 12),
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf0),
      BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 2),
      BPF_STMT(BPF_ALU | BPF_ADD | BPF_X, 0),
      BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, link),
      BPF_STMT(BPF_RET | BPF_A, 0),
      // IPv6: next header.
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, link + 6),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 5, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 9, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 43, 8, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 44, 7, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 51, 6, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 60, 5, 6),
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, link + 40 + 12),
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf0),
      BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 2),
      BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, link + 40),
      BPF_STMT(BPF_RET | BPF_A, 0),
      BPF_STMT(BPF_RET | BPF_K, kHeadersAtMost),
      BPF_STMT(BPF_RET | BPF_K, 0),
  }};
}

bool AttachFilter(const FileDescriptor& socket, Frames frames, std::size_t link_header) {
  Program program = TcpHeadersFilter(static_cast<std::uint32_t>(link_header));
  if (frames == Frames::kTcpFrames) {
    for (sock_filter& instruction : program) {
      const bool drop = instruction.code == (BPF_RET | BPF_K) && instruction.k == 0;
      if (BPF_CLASS(instruction.code) == BPF_RET && !drop) {
        instruction = BPF_STMT(BPF_RET | BPF_K, kSnapLength);
      }
    }
  }
  const sock_fprog attached{program.size(), program.data()};
  return ::setsockopt(socket.Raw(), SOL_SOCKET, SO_ATTACH_FILTER, &attached, sizeof(attached)) == 0;
}

bool SetOption(const FileDescriptor& socket, int level, int option, int value) {
  return ::setsockopt(socket.Raw(), level, option, &value, sizeof(value)) == 0;
}

template <typename T>
T ReadControl(const cmsghdr* control) {
  T value;
  std::memcpy(&value, CMSG_DATA(control), sizeof(value));
  return value;
}

// By the type of the device: none on a tun device, whose frames begin with the IP header.
Result<std::size_t> LinkHeaderOf(const FileDescriptor& any, const std::string& device) {
  ifreq request{};
  device.copy(request.ifr_name, sizeof(request.ifr_name) - 1);
  if (::ioctl(any.Raw(), SIOCGIFHWADDR, &request) < 0) return OsError("type of device " + device);
  return request.ifr_hwaddr.sa_family == ARPHRD_NONE ? std::size_t{0} : std::size_t{ETH_HLEN};
}

ReceivedFrame FrameOf(msghdr& message, std::span<const std::byte> bytes) {
  ReceivedFrame frame{.bytes = bytes, .original_length = bytes.size()};
  for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr;
       control = CMSG_NXTHDR(&message, control)) {
    if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SO_TIMESTAMPNS) {
      const auto at = ReadControl<timespec>(control);
      frame.received_at = std::chrono::seconds(at.tv_sec) + std::chrono::nanoseconds(at.tv_nsec);
    } else if (control->cmsg_level == SOL_PACKET && control->cmsg_type == PACKET_AUXDATA) {
      const auto more = ReadControl<tpacket_auxdata>(control);
      frame.original_length = more.tp_len;
      frame.checksum_offloaded = (more.tp_status & TP_STATUS_CSUMNOTREADY) != 0;
    }
  }
  return frame;
}

struct ControlSpace {
  alignas(cmsghdr)
      std::array<char, CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(tpacket_auxdata))> bytes;
};

}  // namespace

Result<PacketSocket> PacketSocket::Open(const std::string& device, Frames frames,
                                        std::size_t buffer_bytes) {
  // Of no protocol until it is bound, so that it sees no other device's frames.
  FileDescriptor socket(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return OsError("socket(AF_PACKET)");
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  const auto link_header = LinkHeaderOf(socket, device);
  if (!link_header) return link_header.trouble();
  if (!AttachFilter(socket, frames, *link_header)) return OsError("SO_ATTACH_FILTER");
  if (!SetOption(socket, SOL_SOCKET, SO_RCVBUF, static_cast<int>(buffer_bytes))) {
    return OsError("SO_RCVBUF");
  }
  if (!SetOption(socket, SOL_SOCKET, SO_TIMESTAMPNS, 1)) return OsError("SO_TIMESTAMPNS");
  if (!SetOption(socket, SOL_PACKET, PACKET_AUXDATA, 1)) return OsError("PACKET_AUXDATA");
  // On loopback every frame is sent and received: once is enough. packet(7)
  if (device == "lo" && !SetOption(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)) {
    return OsError("PACKET_IGNORE_OUTGOING");
  }
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = static_cast<int>(*index);
  if (::bind(socket.Raw(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) < 0) {
    return OsError("bind to device " + device);
  }
  return PacketSocket(std::move(socket), *link_header);
}

Status PacketSocket::Receive(const std::function<void(const ReceivedFrame&)>& sink) {
  std::array<std::array<std::byte, kSnapLength>, kFramesAtOnce> frames;
  std::array<ControlSpace, kFramesAtOnce> controls;
  std::array<iovec, kFramesAtOnce> places;
  std::array<mmsghdr, kFramesAtOnce> messages{};
  for (std::size_t i = 0; i < kFramesAtOnce; ++i) {
    places[i] = {.iov_base = frames[i].data(), .iov_len = kSnapLength};
    messages[i].msg_hdr.msg_iov = &places[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  for (std::size_t taken = 0; taken < kMostAtOnce;) {
    for (std::size_t i = 0; i < kFramesAtOnce; ++i) {
      messages[i].msg_hdr.msg_control = controls[i].bytes.data();
      messages[i].msg_hdr.msg_controllen = controls[i].bytes.size();
    }
    const int count =
        ::recvmmsg(socket_.Raw(), messages.data(), kFramesAtOnce, MSG_DONTWAIT, nullptr);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return Done{};
    if (count < 0) return OsError("recvmmsg(AF_PACKET)");
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      sink(FrameOf(messages[i].msg_hdr, std::span(frames[i]).first(messages[i].msg_len)));
    }
    if (static_cast<std::size_t>(count) < kFramesAtOnce) return Done{};
    taken += kFramesAtOnce;
  }
  return Done{};
}

Result<std::uint64_t> PacketSocket::TakeDropped() {
  tpacket_stats statistics{};
  socklen_t length = sizeof(statistics);
  if (::getsockopt(socket_.Raw(), SOL_PACKET, PACKET_STATISTICS, &statistics, &length) < 0) {
    return OsError("PACKET_STATISTICS");
  }
  return std::uint64_t{statistics.tp_drops};
}

}  // namespace closespec
