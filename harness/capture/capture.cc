#include "harness/capture/capture.h"

#include <algorithm>
#include <utility>

namespace closespec {
namespace {

constexpr std::uint32_t kSnapLength = 2048;

}  // namespace

Capture::Capture(std::optional<PacketSocket> socket, LinkType link, const CaptureSettings& settings)
    : socket_(std::move(socket)),
      link_(link),
      checksums_(settings.checksums),
      only_between_(settings.only_between),
      evidence_(link_, kSnapLength, settings.evidence_bytes) {}

// A packet socket without a ring and without libpcap, which cannot do without one: making and
// ending a ring waits for the kernel's RCU three times, some 40 ms for each case.
Result<Capture> Capture::Open(const CaptureSettings& settings) {
  const Frames frames =
      settings.checksums == Checksums::kReal ? Frames::kTcpFrames : Frames::kTcpHeaders;
  auto socket = PacketSocket::Open(settings.device, frames, settings.buffer_bytes);
  if (!socket) return Trouble{"capture: " + socket.trouble().what};
  const LinkType link = socket->LinkHeader() == 0 ? LinkType::kRawIp : LinkType::kEthernet;
  return Capture(*std::move(socket), link, settings);
}

Result<Capture> Capture::Fed(LinkType link, const CaptureSettings& settings) {
  return Capture(std::nullopt, link, settings);
}

void Capture::Feed(std::span<const std::byte> frame) {
  fed_.push_back(
      {{frame.begin(), frame.end()}, std::chrono::system_clock::now().time_since_epoch()});
}

bool Capture::IsOfOthers(const Segment& segment) const {
  const auto is_meant = [this](const Endpoint& end) {
    return std::find(only_between_.begin(), only_between_.end(), end.address) !=
           only_between_.end();
  };
  return !only_between_.empty() && !(is_meant(segment.source) && is_meant(segment.destination));
}

void Capture::Show(const ReceivedFrame& frame, const std::function<void(const Segment&)>& sink) {
  const auto segment = ParseSegment(frame.bytes, link_, frame.received_at, frame.original_length,
                                    frame.checksum_offloaded ? Checksums::kOffloaded : checksums_);
  if (segment && IsOfOthers(*segment)) return;
  evidence_.Add(frame.bytes, frame.received_at, frame.original_length);
  if (!segment) {
    ++counts_.not_parsed;
    return;
  }
  ++counts_.received;
  sink(*segment);
}

Status Capture::Drain(const std::function<void(const Segment&)>& sink) {
  for (const FedFrame& each : std::exchange(fed_, {})) {
    Show({.bytes = each.bytes, .original_length = each.bytes.size(), .received_at = each.at}, sink);
  }
  if (!socket_) return Done{};
  return socket_->Receive([&](const ReceivedFrame& frame) { Show(frame, sink); });
}

CaptureCounts Capture::Counts() {
  if (socket_) {
    if (const auto dropped = socket_->TakeDropped()) counts_.dropped += *dropped;
  }
  counts_.not_kept = evidence_.FramesLeftOut();
  return counts_;
}

}  // namespace closespec
