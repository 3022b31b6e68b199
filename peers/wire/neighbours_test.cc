#include "peers/wire/neighbours.h"

#include <gtest/gtest.h>
#include <tins/arp.h>
#include <tins/ethernetII.h>
#include <tins/icmpv6.h>
#include <tins/ipv6.h>

#include "peers/wire/tins_for_test.h"

namespace closespec {
namespace {

constexpr HardwareAddress kOwn = {std::byte{2}, std::byte{0}, std::byte{0},
                                  std::byte{0}, std::byte{0}, std::byte{2}};
constexpr HardwareAddress kOther = {std::byte{2}, std::byte{0}, std::byte{0},
                                    std::byte{0}, std::byte{0}, std::byte{1}};
const Tins::HWAddress<6> kOwnTins("02:00:00:00:00:02");
const Tins::HWAddress<6> kOtherTins("02:00:00:00:00:01");

EthernetHost OwnHost() { return {kOwn, {"192.0.2.2", "fd00::2"}}; }

Frame ArpRequest(const std::string& wanted) {
  return FrameOf(Tins::ARP::make_arp_request(wanted, "192.0.2.1", kOtherTins).serialize());
}

Frame Solicitation(const std::string& wanted, const std::string& asker, int hop_limit = 255) {
  Tins::ICMPv6 solicitation(Tins::ICMPv6::NEIGHBOUR_SOLICIT);
  solicitation.target_addr(wanted);
  Tins::IPv6 ip("ff02::1:ff00:2", asker);
  ip.hop_limit(static_cast<std::uint8_t>(hop_limit));
  return FrameOf(
      (Tins::EthernetII("33:33:ff:00:00:02", kOtherTins) / ip / solicitation).serialize());
}

Tins::EthernetII Read(const Result<Frame>& frame) {
  EXPECT_TRUE(frame) << (frame ? "" : frame.trouble().what);
  return {reinterpret_cast<const std::uint8_t*>(frame->data()),
          static_cast<std::uint32_t>(frame->size())};
}

TEST(Neighbours, ArpRequestIsAnswered) {
  const auto question = ParseNeighbourQuestion(ArpRequest("192.0.2.2"), OwnHost());
  ASSERT_EQ(question, (NeighbourQuestion{kOther, "192.0.2.1", "192.0.2.2"}));
  const auto answer = Read(AnswerNeighbour(*question, OwnHost()));
  EXPECT_EQ(answer.dst_addr(), kOtherTins);
  const auto& arp = answer.rfind_pdu<Tins::ARP>();
  EXPECT_EQ(arp.opcode(), Tins::ARP::REPLY);
  EXPECT_EQ(arp.sender_hw_addr(), kOwnTins);
  EXPECT_EQ(arp.sender_ip_addr(), "192.0.2.2");
  EXPECT_EQ(arp.target_hw_addr(), kOtherTins);
  EXPECT_EQ(arp.target_ip_addr(), "192.0.2.1");
}

TEST(Neighbours, SolicitationIsAnswered) {
  const auto question = ParseNeighbourQuestion(Solicitation("fd00::2", "fd00::1"), OwnHost());
  ASSERT_EQ(question, (NeighbourQuestion{kOther, "fd00::1", "fd00::2"}));
  const auto answer = Read(AnswerNeighbour(*question, OwnHost()));
  EXPECT_EQ(answer.dst_addr(), kOtherTins);
  const auto& ip = answer.rfind_pdu<Tins::IPv6>();
  EXPECT_EQ(ip.src_addr(), "fd00::2");
  EXPECT_EQ(ip.dst_addr(), "fd00::1");
  EXPECT_EQ(ip.hop_limit(), 255);
  const auto& advertisement = answer.rfind_pdu<Tins::ICMPv6>();
  EXPECT_EQ(advertisement.type(), Tins::ICMPv6::NEIGHBOUR_ADVERT);
  EXPECT_EQ(advertisement.target_addr(), "fd00::2");
  EXPECT_EQ(advertisement.target_link_layer_addr(), kOwnTins);
  EXPECT_EQ(advertisement.solicited(), 1);
}

TEST(Neighbours, WhatIsNoQuestionForThisHost) {
  const auto asks = [](const Frame& frame) {
    return ParseNeighbourQuestion(frame, OwnHost()).has_value();
  };
  EXPECT_FALSE(asks(ArpRequest("192.0.2.3")));
  EXPECT_FALSE(asks(Solicitation("fd00::3", "fd00::1")));
  EXPECT_FALSE(asks(Solicitation("fd00::2", "::"))) << "duplicate address detection";
  EXPECT_FALSE(asks(Solicitation("fd00::2", "fd00::1", 64))) << "came through a router";
  EXPECT_FALSE(asks(FrameOf(
      Tins::ARP::make_arp_reply("192.0.2.2", "192.0.2.1", kOwnTins, kOtherTins).serialize())));
}

TEST(Neighbours, FrameCutAnywhereIsNoQuestion) {
  for (const Frame& whole : {ArpRequest("192.0.2.2"), Solicitation("fd00::2", "fd00::1")}) {
    // Behind it a frame may have padding, or options that say nothing new.
    const std::size_t needed = whole[12] == std::byte{0x08} ? 14 + 28 : 14 + 40 + 24;
    for (std::size_t length = 0; length < needed; ++length) {
      EXPECT_FALSE(ParseNeighbourQuestion(std::span(whole).first(length), OwnHost())) << length;
    }
    EXPECT_TRUE(ParseNeighbourQuestion(std::span(whole).first(needed), OwnHost()));
  }
}

TEST(Neighbours, AsksEveryone) {
  const auto ipv4 = Read(AskNeighbour("192.0.2.1", OwnHost()));
  EXPECT_EQ(ipv4.dst_addr(), "ff:ff:ff:ff:ff:ff");
  EXPECT_EQ(ipv4.src_addr(), kOwnTins);
  const auto& arp = ipv4.rfind_pdu<Tins::ARP>();
  EXPECT_EQ(arp.opcode(), Tins::ARP::REQUEST);
  EXPECT_EQ(arp.sender_ip_addr(), "192.0.2.2");
  EXPECT_EQ(arp.target_ip_addr(), "192.0.2.1");

  const auto ipv6 = Read(AskNeighbour("fd00::12:3456", OwnHost()));
  EXPECT_EQ(ipv6.dst_addr(), "33:33:ff:12:34:56");
  const auto& ip = ipv6.rfind_pdu<Tins::IPv6>();
  EXPECT_EQ(ip.dst_addr(), "ff02::1:ff12:3456");
  EXPECT_EQ(ip.src_addr(), "fd00::2");
  EXPECT_EQ(ip.hop_limit(), 255);
  const auto& solicitation = ipv6.rfind_pdu<Tins::ICMPv6>();
  EXPECT_EQ(solicitation.type(), Tins::ICMPv6::NEIGHBOUR_SOLICIT);
  EXPECT_EQ(solicitation.target_addr(), "fd00::12:3456");
  EXPECT_EQ(solicitation.source_link_layer_addr(), kOwnTins);
}

// RFC 5227 2.1.1 and RFC 4862 5.4.2: nobody's cache may take anything from a probe.
TEST(Neighbours, ProbesInNobodysName) {
  const auto ipv4 = Read(ProbeAddress("192.0.2.77", kOwn));
  EXPECT_EQ(ipv4.dst_addr(), "ff:ff:ff:ff:ff:ff");
  const auto& arp = ipv4.rfind_pdu<Tins::ARP>();
  EXPECT_EQ(arp.sender_ip_addr(), "0.0.0.0");
  EXPECT_EQ(arp.target_ip_addr(), "192.0.2.77");

  const auto ipv6 = Read(ProbeAddress("fd00::12:3456", kOwn));
  EXPECT_EQ(ipv6.dst_addr(), "33:33:ff:12:34:56");
  EXPECT_EQ(ipv6.rfind_pdu<Tins::IPv6>().src_addr(), "::");
  const auto& solicitation = ipv6.rfind_pdu<Tins::ICMPv6>();
  EXPECT_EQ(solicitation.target_addr(), "fd00::12:3456");
  EXPECT_TRUE(solicitation.options().empty());
}

TEST(Neighbours, OwnerOfAnAddressTellsSo) {
  const auto arp = AnswerNeighbour({kOther, "192.0.2.9", "192.0.2.2"}, OwnHost());
  ASSERT_TRUE(arp);
  EXPECT_EQ(OwnerTold(*arp, "192.0.2.2"), kOwn);
  EXPECT_EQ(OwnerTold(*arp, "192.0.2.9"), std::nullopt);
  const auto advertisement = AnswerNeighbour({kOther, "fd00::9", "fd00::2"}, OwnHost());
  ASSERT_TRUE(advertisement);
  EXPECT_EQ(OwnerTold(*advertisement, "fd00::2"), kOwn);
  EXPECT_EQ(OwnerTold(*advertisement, "fd00::9"), std::nullopt);
  for (const auto& whole : {*arp, *advertisement}) {
    const std::size_t needed = whole[12] == std::byte{0x08} ? 14 + 28 : 14 + 40 + 24;
    for (std::size_t length = 0; length < needed; ++length) {
      EXPECT_FALSE(OwnerTold(std::span(whole).first(length), "192.0.2.2") ||
                   OwnerTold(std::span(whole).first(length), "fd00::2"));
    }
  }
}

TEST(Neighbours, WithoutAnAddressOfTheFamilyNobodyCanBeAsked) {
  EXPECT_EQ(AskNeighbour("fd00::1", {kOwn, {"192.0.2.2"}}).trouble().what,
            "no address to ask for fd00::1");
}

}  // namespace
}  // namespace closespec
