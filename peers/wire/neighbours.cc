#include "peers/wire/neighbours.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "peers/wire/octets.h"
#include "peers/wire/packet.h"

namespace closespec {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kArp = 28;
constexpr std::size_t kSolicitation = 24;
constexpr std::uint8_t kNeverForwarded = 255;  // RFC 4861 7.1
constexpr std::uint8_t kSolicitationType = 135;
constexpr std::uint8_t kAdvertisement = 136;
constexpr std::uint8_t kOfSource = 1;  // options with a hardware address
constexpr std::uint8_t kOfTarget = 2;
constexpr HardwareAddress kEveryone = {std::byte{0xff}, std::byte{0xff}, std::byte{0xff},
                                       std::byte{0xff}, std::byte{0xff}, std::byte{0xff}};

bool IsAt(Bytes bytes, std::size_t at, std::initializer_list<unsigned> octets) {
  return std::ranges::equal(bytes.subspan(at, octets.size()), octets, {},
                            [](std::byte each) { return std::to_integer<unsigned>(each); });
}

std::string AddressAt(int family, Bytes bytes, std::size_t at) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, bytes.subspan(at).data(), text.data(), text.size());
  return text.data();
}

std::optional<NeighbourQuestion> ParseArp(Bytes arp) {
  // Ethernet, IPv4, six and four octets, request.
  if (arp.size() < kArp || !IsAt(arp, 0, {0, 1, 8, 0, 6, 4, 0, 1})) return std::nullopt;
  return NeighbourQuestion{.asker_hardware = HardwareAt(arp, 8),
                           .asker = AddressAt(AF_INET, arp, 14),
                           .wanted = AddressAt(AF_INET, arp, 24)};
}

std::optional<NeighbourQuestion> ParseSolicitation(Bytes packet, HardwareAddress from) {
  if (packet.size() < kIpv6Header + kSolicitation ||
      !IsAt(packet, 6, {IPPROTO_ICMPV6, kNeverForwarded}) ||
      !IsAt(packet, kIpv6Header, {kSolicitationType, 0})) {
    return std::nullopt;
  }
  NeighbourQuestion question{.asker_hardware = from,
                             .asker = AddressAt(AF_INET6, packet, 8),
                             .wanted = AddressAt(AF_INET6, packet, kIpv6Header + 8)};
  // Whether the address is free: nobody but the host has it.
  if (question.asker == "::") return std::nullopt;
  return question;
}

// To `destination` in an Ethernet frame.
Frame Framed(const HardwareAddress& destination, const HardwareAddress& source,
             std::uint16_t ether_type, const Frame& packet) {
  Frame frame(kEthernetHeader);
  std::ranges::copy(destination, frame.begin());
  std::ranges::copy(source, frame.begin() + 6);
  SetWord(frame, kEtherType, ether_type);
  frame.insert(frame.end(), packet.begin(), packet.end());
  return frame;
}

void Append(const HardwareAddress& address, Frame& to) {
  to.insert(to.end(), address.begin(), address.end());
}

// False for what is no address of the family.
bool AppendAddress(int family, const std::string& address, Frame& to) {
  std::array<std::byte, sizeof(in6_addr)> octets{};
  if (::inet_pton(family, address.c_str(), octets.data()) != 1) return false;
  to.insert(to.end(), octets.begin(), octets.begin() + (family == AF_INET6 ? 16 : 4));
  return true;
}

struct ArpEnd {
  HardwareAddress hardware;
  std::string address;
};

// RFC 826. Operation 1 asks, 2 answers.
Result<Frame> Arp(std::uint16_t operation, const ArpEnd& sender, const ArpEnd& target) {
  Frame arp(8);
  SetWord(arp, 0, 1);
  SetWord(arp, 2, kIpv4Type);
  SetWord(arp, 4, 0x0604);
  SetWord(arp, 6, operation);
  for (const ArpEnd* end : {&sender, &target}) {
    Append(end->hardware, arp);
    if (!AppendAddress(AF_INET, end->address, arp)) {
      return Trouble{"ARP about \"" + end->address + "\""};
    }
  }
  return arp;
}

// RFC 4861 4.3 and 4.4: the target, then one option with a hardware address.
struct NeighbourMessage {
  std::uint8_t type = 0;
  std::byte flags{0};
  std::string target;
  std::uint8_t option = 0;
};

// `told`: null for no option.
Result<Frame> Packaged(const NeighbourMessage& message, const HardwareAddress* told,
                       const std::string& from, const std::string& to) {
  auto ip = IpHeader(from, to, IPPROTO_ICMPV6, kNeverForwarded);
  Frame body;
  if (!ip || !AppendAddress(AF_INET6, message.target, body)) {
    return Trouble{"neighbour discovery of \"" + message.target + "\""};
  }
  if (told != nullptr) {
    body.push_back(std::byte{message.option});
    body.push_back(std::byte{1});  // times eight octets
    Append(*told, body);
  }
  return Encode(IcmpPacket{.ip = *std::move(ip),
                           .type = message.type,
                           .code = 0,
                           .rest = {message.flags, std::byte{0}, std::byte{0}, std::byte{0}},
                           .quoted = std::move(body)});
}

// RFC 4291 2.7.1 and RFC 2464 7.
struct SolicitedNode {
  std::string group;
  HardwareAddress hardware;
};

SolicitedNode SolicitedNodeOf(const std::string& address) {
  std::array<std::byte, 16> wanted{};
  ::inet_pton(AF_INET6, address.c_str(), wanted.data());
  std::array<std::byte, 16> group = {std::byte{0xff}, std::byte{2}};
  group[11] = std::byte{1};
  group[12] = std::byte{0xff};
  std::copy(wanted.begin() + 13, wanted.end(), group.begin() + 13);
  return {
      .group = AddressAt(AF_INET6, group, 0),
      .hardware = {std::byte{0x33}, std::byte{0x33}, group[12], group[13], group[14], group[15]}};
}

}  // namespace

std::optional<NeighbourQuestion> ParseNeighbourQuestion(Bytes frame, const EthernetHost& host) {
  if (frame.size() < kEthernetHeader) return std::nullopt;
  std::optional<NeighbourQuestion> question;
  if (Word(frame, kEtherType) == kArpType) question = ParseArp(frame.subspan(kEthernetHeader));
  if (Word(frame, kEtherType) == kIpv6Type) {
    question = ParseSolicitation(frame.subspan(kEthernetHeader), HardwareAt(frame, 6));
  }
  if (!question || !std::ranges::count(host.addresses, question->wanted)) return std::nullopt;
  return question;
}

Result<Frame> AnswerNeighbour(const NeighbourQuestion& question, const EthernetHost& host) {
  constexpr std::byte kSolicitedAndOverride{0x60};
  const bool ipv6 = IsIpv6(question.wanted);
  const auto answer =
      ipv6 ? Packaged({kAdvertisement, kSolicitedAndOverride, question.wanted, kOfTarget},
                      &host.hardware, question.wanted, question.asker)
           : Arp(2, {host.hardware, question.wanted}, {question.asker_hardware, question.asker});
  if (!answer) return answer.trouble();
  return Framed(question.asker_hardware, host.hardware, ipv6 ? kIpv6Type : kArpType, *answer);
}

Result<Frame> AskNeighbour(const std::string& wanted, const EthernetHost& host) {
  const bool ipv6 = IsIpv6(wanted);
  const auto own = std::ranges::find_if(
      host.addresses, [&](const std::string& each) { return IsIpv6(each) == ipv6; });
  if (own == host.addresses.end()) return Trouble{"no address to ask for " + wanted};
  const SolicitedNode group = ipv6 ? SolicitedNodeOf(wanted) : SolicitedNode{"", kEveryone};
  const auto question = ipv6 ? Packaged({kSolicitationType, std::byte{0}, wanted, kOfSource},
                                        &host.hardware, *own, group.group)
                             : Arp(1, {host.hardware, *own}, {HardwareAddress{}, wanted});
  if (!question) return question.trouble();
  return Framed(group.hardware, host.hardware, ipv6 ? kIpv6Type : kArpType, *question);
}

Result<Frame> ProbeAddress(const std::string& wanted, const HardwareAddress& asker) {
  const bool ipv6 = IsIpv6(wanted);
  const SolicitedNode group = ipv6 ? SolicitedNodeOf(wanted) : SolicitedNode{"", kEveryone};
  const auto question = ipv6 ? Packaged({kSolicitationType, std::byte{0}, wanted, kOfSource},
                                        nullptr, "::", group.group)
                             : Arp(1, {asker, "0.0.0.0"}, {HardwareAddress{}, wanted});
  if (!question) return question.trouble();
  return Framed(group.hardware, asker, ipv6 ? kIpv6Type : kArpType, *question);
}

std::optional<HardwareAddress> OwnerTold(Bytes frame, const std::string& wanted) {
  if (frame.size() < kEthernetHeader) return std::nullopt;
  const Bytes packet = frame.subspan(kEthernetHeader);
  if (Word(frame, kEtherType) == kArpType) {
    const bool tells = packet.size() >= kArp && IsAt(packet, 0, {0, 1, 8, 0, 6, 4, 0}) &&
                       AddressAt(AF_INET, packet, 14) == wanted;
    return tells ? std::optional(HardwareAt(packet, 8)) : std::nullopt;
  }
  const bool tells = Word(frame, kEtherType) == kIpv6Type &&
                     packet.size() >= kIpv6Header + kSolicitation &&
                     IsAt(packet, 6, {IPPROTO_ICMPV6, kNeverForwarded}) &&
                     IsAt(packet, kIpv6Header, {kAdvertisement, 0}) &&
                     AddressAt(AF_INET6, packet, kIpv6Header + 8) == wanted;
  return tells ? std::optional(HardwareAt(frame, 6)) : std::nullopt;
}

}  // namespace closespec
