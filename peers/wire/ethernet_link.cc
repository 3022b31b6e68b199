#include "peers/wire/ethernet_link.h"

#include <arpa/inet.h>

#include <algorithm>
#include <utility>

#include "peers/os/frame_io.h"
#include "peers/wire/headers.h"
#include "peers/wire/octets.h"

namespace closespec {
namespace {

using Bytes = std::span<const std::byte>;

// Locally administered, of no vendor.
constexpr HardwareAddress kMadeUp = {std::byte{0x02}, std::byte{0xc5}, std::byte{0x00},
                                     std::byte{0x00}, std::byte{0x00}, std::byte{0x02}};
constexpr std::size_t kMostWaiting = 256;
// Linux joins the group that solicitations go to a moment after it has the address
// (net/ipv6/addrconf.c, addrconf_dad_begin, from a work queue): one that comes before is lost.
constexpr std::chrono::milliseconds kAskedAgainAfter(50);

bool IsIpv6Packet(Bytes packet) { return (packet.front() >> 4) == std::byte{6}; }

std::string DestinationOf(Bytes packet) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool ipv6 = IsIpv6Packet(packet);
  ::inet_ntop(ipv6 ? AF_INET6 : AF_INET, packet.data() + (ipv6 ? 24 : 16), text.data(),
              text.size());
  return text.data();
}

}  // namespace

EthernetLink::EthernetLink(FileDescriptor socket, std::vector<std::string> addresses)
    : socket_(std::move(socket)), host_{kMadeUp, std::move(addresses)} {}

Status EthernetLink::Send(Bytes packet) {
  if (const std::string to = DestinationOf(packet); to != towards_) {
    towards_ = to;
    if (!asker_.empty() && asker_ != to) other_.reset();
  }
  if (other_) return SendTo(*other_, packet);
  if (waiting_.size() == kMostWaiting) return Trouble{"the other end does not tell its address"};
  waiting_.emplace_back(packet.begin(), packet.end());
  return Ask(packet);
}

std::optional<std::chrono::milliseconds> EthernetLink::Patience() const {
  if (waiting_.empty()) return std::nullopt;
  return kAskedAgainAfter;
}

Status EthernetLink::Insist() {
  if (waiting_.empty()) return Done{};
  return Ask(waiting_.front());
}

Status EthernetLink::Ask(Bytes packet) {
  const Result<Frame> question = AskNeighbour(DestinationOf(packet), host_);
  if (!question) return question.trouble();
  return WriteFrame(socket_, *question);
}

Status EthernetLink::SendTo(const HardwareAddress& destination, Bytes packet) {
  Frame frame(destination.begin(), destination.end());
  frame.insert(frame.end(), host_.hardware.begin(), host_.hardware.end());
  frame.resize(kEthernetHeader);
  SetWord(frame, kEtherType, IsIpv6Packet(packet) ? kIpv6Type : kIpv4Type);
  frame.insert(frame.end(), packet.begin(), packet.end());
  return WriteFrame(socket_, frame);
}

Status EthernetLink::Receive(const PacketSink& sink) {
  Status all = Done{};
  const Status read = ReadFrames(socket_, [&](Bytes frame) {
    if (Status taken = Take(frame, sink); !taken) all = std::move(taken);
  });
  return read ? all : read;
}

Status EthernetLink::Take(Bytes frame, const PacketSink& sink) {
  if (frame.size() < kEthernetHeader) return Done{};
  if (const auto question = ParseNeighbourQuestion(frame, host_)) {
    const Result<Frame> answer = AnswerNeighbour(*question, host_);
    if (!answer) return answer.trouble();
    if (Status sent = WriteFrame(socket_, *answer); !sent) return sent;
    // On a network others may ask, too. A link-local address does not tell whose it is.
    const bool may_be_sut =
        IsIpv6(question->asker) ? !other_ : towards_.empty() || question->asker == towards_;
    if (!may_be_sut) return Done{};
    asker_ = IsIpv6(question->asker) ? "" : question->asker;
    return Learn(question->asker_hardware);
  }
  if (HardwareAt(frame, 0) != host_.hardware) return Done{};
  asker_.clear();
  if (Status learnt = Learn(HardwareAt(frame, 6)); !learnt) return learnt;
  const std::uint16_t type = Word(frame, kEtherType);
  if (type == kIpv4Type || type == kIpv6Type) sink(frame.subspan(kEthernetHeader));
  return Done{};
}

Status EthernetLink::Learn(const HardwareAddress& other) {
  const bool group = (other[0] & std::byte{1}) != std::byte{0};
  if (group || other == host_.hardware) return Done{};
  other_ = other;
  for (const Frame& packet : std::exchange(waiting_, {})) {
    if (Status sent = SendTo(other, packet); !sent) return sent;
  }
  return Done{};
}

}  // namespace closespec
