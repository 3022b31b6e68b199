#include "harness/capture/capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <optional>

#include "peers/os/ethtool.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"
#include "peers/os/sockets_for_test.h"

namespace closespec {
namespace {

class CaptureTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
    ASSERT_TRUE(DisableSegmentationOffload("lo"));
    ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 1500).Send());
  }

  void Open(const CaptureSettings& settings = {}) {
    auto capture = Capture::Open(settings);
    ASSERT_TRUE(capture) << capture.trouble().what;
    capture_.emplace(*std::move(capture));
  }

  void Drain() {
    const Status drained =
        capture_->Drain([this](const Segment& segment) { seen_.push_back(segment); });
    ASSERT_TRUE(drained) << drained.trouble().what;
  }

  // Until `enough`, or half a minute without a segment.
  template <typename Condition>
  void DrainUntil(const Condition& enough) {
    Drain();
    pollfd readable{.fd = capture_->SelectableDescriptor(), .events = POLLIN};
    while (!enough() && ::poll(&readable, 1, 30000) == 1) Drain();
    ASSERT_TRUE(enough());
  }

  std::ptrdiff_t CountOf(TcpFlags flags) {
    return std::ranges::count(seen_, flags, &Segment::flags);
  }
  std::ptrdiff_t Fins() {
    return std::ranges::count_if(seen_, [](const Segment& segment) { return segment.flags.fin; });
  }

  // A connection that sends `octets` one way and is closed by both ends.
  void Converse(std::size_t octets) {
    const FileDescriptor listener = ListenOn({GetParam(), 0});
    FileDescriptor active = ConnectTo(LocalOf(listener));
    const FileDescriptor passive = AcceptFrom(listener);
    ASSERT_TRUE(active && passive);
    client_ = LocalOf(active);
    ASSERT_TRUE(Transfer(active, passive, octets));
    active = FileDescriptor();
    ASSERT_TRUE(ReadsEnd(passive));
  }

  std::optional<Capture> capture_;
  std::vector<Segment> seen_;
  Endpoint client_;
};

TEST_P(CaptureTest, EachSegmentIsSeenOnce) {
  Open();
  Converse(10000);
  DrainUntil([this] { return Fins() == 2; });

  EXPECT_EQ(CountOf({.syn = true}), 1);
  EXPECT_EQ(CountOf({.syn = true, .ack = true}), 1);
  std::uint32_t payload = 0;
  std::uint32_t largest = 0;
  for (const Segment& segment : seen_) {
    payload += segment.length;
    largest = std::max(largest, segment.length);
    EXPECT_EQ(segment.checksum_correct, std::nullopt);
  }
  EXPECT_EQ(payload, 10000U);
  EXPECT_LE(largest, 1460U) << "segmentation offload";
  EXPECT_GE(largest, 1400U);
  ASSERT_FALSE(seen_.empty());
  EXPECT_EQ(seen_.front().source, client_);
  EXPECT_TRUE(seen_.front().maximum_segment_size);
  EXPECT_TRUE(seen_.front().timestamp);
}

TEST_P(CaptureTest, TimesAndCounts) {
  const auto before = std::chrono::system_clock::now().time_since_epoch();
  Open();
  Converse(100);
  DrainUntil([this] { return Fins() == 2; });
  const auto after = std::chrono::system_clock::now().time_since_epoch();
  for (const Segment& segment : seen_) {
    EXPECT_GE(segment.captured_at, before);
    EXPECT_LE(segment.captured_at, after);
  }
  EXPECT_EQ(capture_->Counts(), CaptureCounts{.received = seen_.size()});
  EXPECT_EQ(capture_->Evidence().FramesKept(), seen_.size());
}

TEST_P(CaptureTest, EvidenceIsBoundedAndSaysSo) {
  Open({.evidence_bytes = 300});
  Converse(10000);
  DrainUntil([this] { return Fins() == 2; });
  const CaptureCounts counts = capture_->Counts();
  EXPECT_EQ(counts.received, seen_.size());
  EXPECT_GT(capture_->Evidence().FramesKept(), 0U);
  EXPECT_EQ(capture_->Evidence().FramesKept() + counts.not_kept, seen_.size());
}

TEST_P(CaptureTest, LossIsCounted) {
  Open({.buffer_bytes = 1});  // the kernel's least
  Converse(200000);
  Drain();
  EXPECT_GT(capture_->Counts().dropped, 0U);
  const std::uint64_t dropped = capture_->Counts().dropped;
  EXPECT_EQ(capture_->Counts().dropped, dropped) << "asked again";
}

TEST_P(CaptureTest, WholeFramesWhereChecksumsMatter) {
  Open({.checksums = Checksums::kReal});
  Converse(1000);
  DrainUntil([this] { return Fins() == 2; });
  const auto largest = std::ranges::max(seen_, {}, &Segment::length);
  EXPECT_EQ(largest.length, 1000U);
  // Loopback leaves every checksum to a device that there is not, and the kernel says so.
  EXPECT_EQ(largest.checksum_correct, std::nullopt);
}

TEST_P(CaptureTest, OtherProtocolsAreNotSeen) {
  Open();
  SocketAddress address = AddressOf({GetParam(), 9});
  const FileDescriptor datagrams(::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::sendto(datagrams.Raw(), "x", 1, 0, address.Get(), address.length), 1);
  Converse(1);
  DrainUntil([this] { return Fins() == 2; });
  EXPECT_EQ(capture_->Counts().not_parsed, 0U);
  EXPECT_EQ(capture_->Evidence().FramesKept(), seen_.size());
}

TEST_P(CaptureTest, QuietLinkDoesNotBlock) {
  Open();
  Drain();
  EXPECT_TRUE(seen_.empty());
}

TEST_P(CaptureTest, DeviceThatIsNotThere) {
  const auto capture = Capture::Open({.device = "eth99"});
  ASSERT_FALSE(capture);
  EXPECT_EQ(capture.trouble().what, "capture: device eth99: ENODEV");
}

INSTANTIATE_TEST_SUITE_P(Families, CaptureTest, testing::Values("127.0.0.1", "::1"),
                         [](const auto& family) { return family.index == 0 ? "ipv4" : "ipv6"; });

}  // namespace
}  // namespace closespec
