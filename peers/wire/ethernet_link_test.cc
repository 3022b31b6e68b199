#include "peers/wire/ethernet_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <tins/arp.h>
#include <tins/ethernetII.h>

#include <memory>

#include "peers/os/frame_io.h"
#include "peers/wire/segment_builder.h"
#include "peers/wire/tins_for_test.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Tins::HWAddress<6> kSut("02:00:00:00:00:01");

// The link on one end of a pair of sockets that keep the borders of frames, the test on the other.
class EthernetLinkTest : public testing::Test {
 protected:
  EthernetLinkTest() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    sut_ = FileDescriptor(ends[0]);
    link_ = std::make_unique<EthernetLink>(FileDescriptor(ends[1]),
                                           std::vector<std::string>{"192.0.2.2", "fd00::2"});
  }

  static Frame Packet(std::uint16_t port) {
    return *BuildSegment({.source = {"192.0.2.2", port}, .destination = {"192.0.2.1", 80}});
  }
  static std::span<const std::byte> PacketIn(const Frame& frame) {
    return std::span(frame).subspan(14);
  }

  void FromSut(const Frame& frame) { ASSERT_TRUE(WriteFrame(sut_, frame)); }
  std::vector<Frame> ToSut() {
    std::vector<Frame> frames;
    EXPECT_TRUE(
        ReadFrames(sut_, [&](auto frame) { frames.emplace_back(frame.begin(), frame.end()); }));
    return frames;
  }
  std::vector<Frame> Received() {
    std::vector<Frame> packets;
    EXPECT_TRUE(
        link_->Receive([&](auto packet) { packets.emplace_back(packet.begin(), packet.end()); }));
    return packets;
  }
  // What the SUT sends `packet` in, to whom the link said it is.
  static Frame Framed(const Frame& packet, const Tins::HWAddress<6>& to) {
    Frame frame;
    for (const auto octet : to) frame.push_back(std::byte{octet});
    for (const auto octet : kSut) frame.push_back(std::byte{octet});
    frame.insert(frame.end(), {std::byte{0x08}, std::byte{0x00}});
    frame.insert(frame.end(), packet.begin(), packet.end());
    return frame;
  }
  Tins::HWAddress<6> OwnAddress() {
    FromSut(FrameOf(Tins::ARP::make_arp_request("192.0.2.2", "192.0.2.1", kSut).serialize()));
    EXPECT_THAT(Received(), IsEmpty());
    const auto answers = ToSut();
    return reinterpret_cast<const std::uint8_t*>(answers.at(0).data()) + 6;
  }

  FileDescriptor sut_;
  std::unique_ptr<EthernetLink> link_;
};

TEST_F(EthernetLinkTest, LearnsTheAddressFromWhoAsks) {
  OwnAddress();
  ASSERT_TRUE(link_->Send(Packet(1)));
  const auto frames = ToSut();
  ASSERT_THAT(frames, SizeIs(1));
  EXPECT_EQ(Tins::HWAddress<6>(reinterpret_cast<const std::uint8_t*>(frames[0].data())), kSut);
  EXPECT_TRUE(std::ranges::equal(PacketIn(frames[0]), Packet(1)));
}

TEST_F(EthernetLinkTest, WhoeverElseAsksIsAnsweredAndNotTakenForTheSut) {
  const auto somebody_asks = [this] {
    const Tins::HWAddress<6> somebody("02:00:00:00:00:99");
    FromSut(FrameOf(Tins::ARP::make_arp_request("192.0.2.2", "192.0.2.9", somebody).serialize()));
    EXPECT_THAT(Received(), IsEmpty());
  };
  somebody_asks();
  EXPECT_THAT(ToSut(), SizeIs(1));
  ASSERT_TRUE(link_->Send(Packet(1)));
  EXPECT_THAT(ToSut(), SizeIs(1)) << "it has to ask for the SUT's";
  somebody_asks();
  EXPECT_THAT(ToSut(), SizeIs(1));
  OwnAddress();
  EXPECT_EQ(link_->Patience(), std::nullopt);
}

TEST_F(EthernetLinkTest, AsksBeforeItSendsFirstAndKeepsTheOrder) {
  ASSERT_TRUE(link_->Send(Packet(1)));
  ASSERT_TRUE(link_->Send(Packet(2)));
  const auto questions = ToSut();
  ASSERT_THAT(questions, SizeIs(2));
  const Tins::HWAddress<6> own(reinterpret_cast<const std::uint8_t*>(questions[0].data()) + 6);
  FromSut(FrameOf(Tins::ARP::make_arp_reply("192.0.2.2", "192.0.2.1", own, kSut).serialize()));
  EXPECT_THAT(Received(), IsEmpty());
  const auto frames = ToSut();
  ASSERT_THAT(frames, SizeIs(2));
  EXPECT_TRUE(std::ranges::equal(PacketIn(frames[0]), Packet(1)));
  EXPECT_TRUE(std::ranges::equal(PacketIn(frames[1]), Packet(2)));
}

TEST_F(EthernetLinkTest, AsksAgainWhileSomethingWaits) {
  EXPECT_EQ(link_->Patience(), std::nullopt);
  ASSERT_TRUE(link_->Insist());
  EXPECT_THAT(ToSut(), IsEmpty());
  ASSERT_TRUE(link_->Send(Packet(1)));
  EXPECT_NE(link_->Patience(), std::nullopt);
  const auto first = ToSut();
  ASSERT_TRUE(link_->Insist());
  EXPECT_EQ(ToSut(), first);
  OwnAddress();
  EXPECT_EQ(link_->Patience(), std::nullopt);
}

TEST_F(EthernetLinkTest, TakesPacketsThatAreForIt) {
  const auto own = OwnAddress();
  FromSut(Framed(Packet(7), own));
  FromSut(Framed(Packet(8), "02:00:00:00:00:99"));
  EXPECT_THAT(Received(), ElementsAre(Packet(7)));
}

TEST_F(EthernetLinkTest, WhatWaitsForAnAddressIsBounded) {
  Status sent = Done{};
  std::size_t count = 0;
  while ((sent = link_->Send(Packet(1))) && count < 10000) {
    ++count;
    ToSut();
  }
  EXPECT_EQ(count, 256U);
  EXPECT_EQ(sent.trouble().what, "the other end does not tell its address");
}

TEST_F(EthernetLinkTest, GarbageDoesNoHarm) {
  const auto own = OwnAddress();
  const Frame whole = Framed(Packet(7), own);
  std::size_t packets = 0;
  for (std::size_t length = 1; length < whole.size(); ++length) {
    FromSut(Frame(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    packets += Received().size();
  }
  // Whole Ethernet headers are taken off; what is behind is for the parser.
  EXPECT_EQ(packets, whole.size() - 14);
  FromSut(Frame(65000, std::byte{0xff}));
  EXPECT_THAT(Received(), IsEmpty());
}

}  // namespace
}  // namespace closespec
