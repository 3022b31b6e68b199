#include "peers/wire/neighbours.h"

#include <arpa/inet.h>
#include <tins/arp.h>
#include <tins/ethernetII.h>
#include <tins/exceptions.h>
#include <tins/icmpv6.h>
#include <tins/ipv6.h>

#include <algorithm>
#include <stdexcept>

namespace closespec {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kEthernetHeader = 14;
constexpr std::size_t kArp = 28;
constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kSolicitation = 24;
constexpr std::uint8_t kNeverForwarded = 255;  // RFC 4861 7.1

bool IsAt(Bytes bytes, std::size_t at, std::initializer_list<unsigned> octets) {
  return std::ranges::equal(bytes.subspan(at, octets.size()), octets, {},
                            [](std::byte each) { return std::to_integer<unsigned>(each); });
}

HardwareAddress HardwareAt(Bytes bytes, std::size_t at) {
  HardwareAddress address;
  std::ranges::copy(bytes.subspan(at, address.size()), address.begin());
  return address;
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
  constexpr unsigned kIcmpv6 = 58;
  constexpr unsigned kType = 135;
  if (packet.size() < kIpv6Header + kSolicitation || !IsAt(packet, 6, {kIcmpv6, kNeverForwarded}) ||
      !IsAt(packet, kIpv6Header, {kType, 0})) {
    return std::nullopt;
  }
  NeighbourQuestion question{.asker_hardware = from,
                             .asker = AddressAt(AF_INET6, packet, 8),
                             .wanted = AddressAt(AF_INET6, packet, kIpv6Header + 8)};
  // Whether the address is free: nobody but the host has it.
  if (question.asker == "::") return std::nullopt;
  return question;
}

Tins::HWAddress<6> TinsAddress(const HardwareAddress& address) {
  return {reinterpret_cast<const std::uint8_t*>(address.data())};
}

bool IsIpv6(const std::string& address) { return address.find(':') != std::string::npos; }

// RFC 4291 2.7.1 and RFC 2464 7.
struct SolicitedNode {
  Tins::IPv6Address group;
  HardwareAddress hardware;
};

SolicitedNode SolicitedNodeOf(const std::string& address) {
  std::array<std::uint8_t, 16> wanted{};
  ::inet_pton(AF_INET6, address.c_str(), wanted.data());
  std::array<std::uint8_t, 16> group = {0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff};
  std::copy(wanted.begin() + 13, wanted.end(), group.begin() + 13);
  return {.group = Tins::IPv6Address(group.data()),
          .hardware = {std::byte{0x33}, std::byte{0x33}, std::byte{group[12]}, std::byte{group[13]},
                       std::byte{group[14]}, std::byte{group[15]}}};
}

Frame NeighbourAdvertisement(const NeighbourQuestion& question, const EthernetHost& host) {
  Tins::ICMPv6 advertisement(Tins::ICMPv6::NEIGHBOUR_ADVERT);
  advertisement.target_addr(question.wanted);
  advertisement.solicited(1);
  advertisement.override(1);
  advertisement.target_link_layer_addr(TinsAddress(host.hardware));
  Tins::IPv6 ip(question.asker, question.wanted);
  ip.hop_limit(kNeverForwarded);
  return FrameOf(
      (Tins::EthernetII(TinsAddress(question.asker_hardware), TinsAddress(host.hardware)) / ip /
       advertisement)
          .serialize());
}

Frame NeighbourSolicitation(const std::string& wanted, const std::string& asker,
                            const EthernetHost& host) {
  const SolicitedNode everyone = SolicitedNodeOf(wanted);
  Tins::ICMPv6 solicitation(Tins::ICMPv6::NEIGHBOUR_SOLICIT);
  solicitation.target_addr(wanted);
  solicitation.source_link_layer_addr(TinsAddress(host.hardware));
  Tins::IPv6 ip(everyone.group, asker);
  ip.hop_limit(kNeverForwarded);
  return FrameOf((Tins::EthernetII(TinsAddress(everyone.hardware), TinsAddress(host.hardware)) /
                  ip / solicitation)
                     .serialize());
}

}  // namespace

std::optional<NeighbourQuestion> ParseNeighbourQuestion(Bytes frame, const EthernetHost& host) {
  if (frame.size() < kEthernetHeader) return std::nullopt;
  std::optional<NeighbourQuestion> question;
  if (IsAt(frame, 12, {0x08, 0x06})) question = ParseArp(frame.subspan(kEthernetHeader));
  if (IsAt(frame, 12, {0x86, 0xdd})) {
    question = ParseSolicitation(frame.subspan(kEthernetHeader), HardwareAt(frame, 6));
  }
  if (!question || !std::ranges::count(host.addresses, question->wanted)) return std::nullopt;
  return question;
}

Result<Frame> AnswerNeighbour(const NeighbourQuestion& question, const EthernetHost& host) try {
  if (IsIpv6(question.wanted)) return NeighbourAdvertisement(question, host);
  return FrameOf(Tins::ARP::make_arp_reply(question.asker, question.wanted,
                                           TinsAddress(question.asker_hardware),
                                           TinsAddress(host.hardware))
                     .serialize());
} catch (const std::runtime_error& refused) {
  return Trouble{std::string("answer a neighbour: ") + refused.what()};
}

Result<Frame> AskNeighbour(const std::string& wanted, const EthernetHost& host) try {
  const auto own = std::ranges::find_if(
      host.addresses, [&](const std::string& each) { return IsIpv6(each) == IsIpv6(wanted); });
  if (own == host.addresses.end()) return Trouble{"no address to ask for " + wanted};
  if (IsIpv6(wanted)) return NeighbourSolicitation(wanted, *own, host);
  return FrameOf(Tins::ARP::make_arp_request(wanted, *own, TinsAddress(host.hardware)).serialize());
} catch (const std::runtime_error& refused) {
  return Trouble{std::string("ask for a neighbour: ") + refused.what()};
}

}  // namespace closespec
