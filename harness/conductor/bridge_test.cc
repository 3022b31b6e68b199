#include "harness/conductor/bridge.h"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "peers/os/frame_io.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Frame FrameOf(const std::string& text) {
  Frame frame;
  for (const char each : text) frame.push_back(static_cast<std::byte>(each));
  return frame;
}

// Does with each packet what its first letter says.
class ObedientMeddler final : public Meddler {
 public:
  std::vector<Passage> Meddle(Direction direction, std::span<const std::byte> packet) override {
    const Frame frame(packet.begin(), packet.end());
    const auto back = direction == Direction::kFromSut ? Direction::kToSut : Direction::kFromSut;
    switch (std::to_integer<char>(packet[0])) {
      case 'x':
        return {};
      case 'd':
        return {{direction, frame}, {direction, frame}};
      case 'b':
        return {{back, FrameOf("back")}};
      case 'l':
        return {{direction, frame, std::chrono::milliseconds(1)}};
      case 'v':
        return {{direction, frame, std::chrono::hours(1)}};
      default:
        return {{direction, frame}};
    }
  }
};

Sandbox SandboxWithGap(LinkKind link) {
  auto sandbox = MakePlainSandbox();
  EXPECT_TRUE(sandbox);
  sandbox->link = link;
  sandbox->gap.emplace();
  auto capture = Capture::Fed(link == LinkKind::kVeth ? LinkType::kEthernet : LinkType::kRawIp,
                              CaptureSettings());
  EXPECT_TRUE(capture);
  sandbox->capture = *std::move(capture);
  return *std::move(sandbox);
}

class BridgeTest : public testing::Test {
 protected:
  explicit BridgeTest(LinkKind link = LinkKind::kTun) : sandbox_(SandboxWithGap(link)) {
    auto near = MakeFramePair();
    auto far = MakeFramePair();
    EXPECT_TRUE(near && far);
    std::tie(sut_, sandbox_.gap->sut_side) = *std::move(near);
    std::tie(peer_, sandbox_.gap->far_side) = *std::move(far);
    bridge_.emplace(io_.get_executor(), sandbox_, meddler_,
                    BridgeEvents{[this] { ++carried_; },
                                 [this](const std::string& why) { broken_.push_back(why); }});
  }

  static void Say(const FileDescriptor& end, const std::string& text) {
    EXPECT_TRUE(WriteFrame(end, FrameOf(text)));
  }
  static std::vector<std::string> HeardBy(const FileDescriptor& end) {
    std::vector<std::string> heard;
    EXPECT_TRUE(ReadFrames(end, [&](std::span<const std::byte> packet) {
      std::string& text = heard.emplace_back();
      for (const std::byte each : packet) text += std::to_integer<char>(each);
    }));
    return heard;
  }

  boost::asio::io_context io_{1};
  Sandbox sandbox_;
  FileDescriptor sut_;
  FileDescriptor peer_;
  ObedientMeddler meddler_;
  int carried_ = 0;
  std::vector<std::string> broken_;
  std::optional<Bridge> bridge_;
};

TEST_F(BridgeTest, CarriesBothWaysWhenItIsAsked) {
  Say(sut_, "one");
  Say(sut_, "three");
  Say(peer_, "answer");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre("one", "three"));
  EXPECT_THAT(HeardBy(sut_), ElementsAre("answer"));
}

TEST_F(BridgeTest, CarriesByItselfWhatComes) {
  Say(sut_, "one");
  while (carried_ < 1) io_.run_one();
  EXPECT_THAT(HeardBy(peer_), ElementsAre("one"));
  Say(peer_, "answer");
  while (carried_ < 2) io_.run_one();
  EXPECT_THAT(HeardBy(sut_), ElementsAre("answer"));
}

TEST_F(BridgeTest, FeedsTheCaptureWithWhatTheFarSideSees) {
  Say(sut_, "x lost");
  Say(sut_, "doubled");
  Say(peer_, "x lost on its way to the SUT");
  bridge_->CarryAll();
  EXPECT_TRUE(sandbox_.capture->Drain([](const Segment&) {}));
  EXPECT_EQ(sandbox_.capture->Counts().not_parsed, 3U);
}

TEST_F(BridgeTest, LosesWhatNobodyTakes) {
  for (int i = 0; i < 2000; ++i) {
    Say(sut_, std::string(1000, 'm'));
    bridge_->CarryAll();
  }
  EXPECT_THAT(broken_, IsEmpty());
  EXPECT_FALSE(HeardBy(peer_).empty());
}

class EthernetBridgeTest : public BridgeTest {
 protected:
  EthernetBridgeTest() : BridgeTest(LinkKind::kVeth) {}
};

// To the one's address from the other's, and the type of IPv6, whose version letters have, too.
const std::string kToPeer = "peer..sut...\x86\xdd";
const std::string kToSut = "sut...peer..\x86\xdd";

TEST_F(EthernetBridgeTest, ShowsTheMeddlerPacketsAndPutsTheHeaderBack) {
  Say(sut_, kToPeer + "d");
  Say(peer_, kToSut + "m");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre(kToPeer + "d", kToPeer + "d"));
  EXPECT_THAT(HeardBy(sut_), ElementsAre(kToSut + "m"));
}

TEST_F(EthernetBridgeTest, WhatIsMadeUpHasTheAddressesTurnedRound) {
  Say(sut_, kToPeer + "b");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(sut_), ElementsAre(kToSut + "back"));
}

TEST_F(EthernetBridgeTest, LetsQuestionsForAddressesPass) {
  const std::string arp = std::string("every.") + "sut..." + std::string("\x08\x06", 2) + "x";
  Say(sut_, arp);
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre(arp));
}

TEST_F(BridgeTest, DoesWhatTheMeddlerSays) {
  Say(sut_, "x lost");
  Say(sut_, "doubled");
  Say(sut_, "b");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre("doubled", "doubled"));
  EXPECT_THAT(HeardBy(sut_), ElementsAre("back"));
}

TEST_F(BridgeTest, CarriesLateWhatIsToComeLate) {
  Say(sut_, "late");
  Say(sut_, "now");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre("now"));
  std::vector<std::string> heard;
  while ((heard = HeardBy(peer_)).empty()) io_.run_one();
  EXPECT_THAT(heard, ElementsAre("late"));
}

TEST_F(BridgeTest, StandingAsideItAltersNothingAndForgetsWhatIsLate) {
  Say(sut_, "late");
  bridge_->CarryAll();
  bridge_->StandAside();
  Say(sut_, "x kept");
  bridge_->CarryAll();
  EXPECT_THAT(HeardBy(peer_), ElementsAre("x kept"));
  EXPECT_THAT(broken_, IsEmpty());
}

TEST_F(BridgeTest, GoesWhileSomethingIsReadyOrLate) {
  Say(sut_, "very late");
  bridge_->CarryAll();
  Say(sut_, "one");
  bridge_.reset();
  io_.run();
  EXPECT_THAT(HeardBy(peer_), IsEmpty());
}

TEST_F(BridgeTest, TellsOnceThatTheLinkHasEnded) {
  peer_ = FileDescriptor();
  bridge_->CarryAll();
  bridge_->CarryAll();
  io_.poll();
  EXPECT_THAT(broken_, ElementsAre("the link has ended"));
}

}  // namespace
}  // namespace closespec
