// The TCP segments of one device in the network namespace where Open() was called; the thread may
// leave that namespace afterwards. Wait for SelectableDescriptor() to become readable, then
// Drain(). Every segment is seen once, also on loopback. Or the segments of the frames that it is
// fed with.

#ifndef CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_
#define CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "peers/os/packet_socket.h"
#include "peers/os/result.h"
#include "peers/wire/pcap_file.h"
#include "peers/wire/segment_parser.h"
#include "suites/model/segment.h"

namespace closespec {

// Where checksums are as offload left them, frames are cut behind the TCP header.
struct CaptureSettings {
  std::string device = "lo";
  // In the kernel, taken only while segments wait. A frame of 1514 octets counts as more than 2048:
  // two transfers of 1 MiB at once fill 4 MiB when the harness does not come to read meanwhile.
  std::size_t buffer_bytes = std::size_t{1} << 22;
  std::size_t evidence_bytes = std::size_t{1} << 20;
  Checksums checksums = Checksums::kOffloaded;
  // Of a device that others use too: only what passes between two of these addresses is seen and
  // kept. Empty: everything.
  std::vector<std::string> only_between;
};

struct CaptureCounts {
  std::uint64_t received = 0;    // segments given to the sink
  std::uint64_t dropped = 0;     // lost by the kernel: the evidence has holes
  std::uint64_t not_kept = 0;    // frames beyond what Evidence() may hold
  std::uint64_t not_parsed = 0;  // frames that are no whole TCP segment

  bool operator==(const CaptureCounts&) const = default;
};

class Capture {
 public:
  static Result<Capture> Open(const CaptureSettings& settings);
  // Of frames that someone else sees pass.
  static Result<Capture> Fed(LinkType link, const CaptureSettings& settings);

  // For an event loop to wait on, nothing else. Readable when Drain() has something to give. -1
  // where the capture is fed.
  [[nodiscard]] int SelectableDescriptor() const {
    return socket_ ? socket_->Descriptor().Raw() : -1;
  }

  // It passes now.
  void Feed(std::span<const std::byte> frame);

  // Everything ready now, in the order of the link. Does not block.
  Status Drain(const std::function<void(const Segment&)>& sink);

  // Complete up to the last Drain().
  [[nodiscard]] CaptureCounts Counts();
  [[nodiscard]] const PcapFile& Evidence() const { return evidence_; }

 private:
  struct FedFrame {
    std::vector<std::byte> bytes;
    std::chrono::nanoseconds at{0};  // since the epoch
  };

  Capture(std::optional<PacketSocket> socket, LinkType link, const CaptureSettings& settings);
  [[nodiscard]] bool IsOfOthers(const Segment& segment) const;
  void Show(const ReceivedFrame& frame, const std::function<void(const Segment&)>& sink);

  std::optional<PacketSocket> socket_;
  std::vector<FedFrame> fed_;
  LinkType link_;
  Checksums checksums_;
  std::vector<std::string> only_between_;
  PcapFile evidence_;
  CaptureCounts counts_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_
