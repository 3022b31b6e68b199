// The TCP segments of one device in the network namespace where Open() was called; the thread may
// leave that namespace afterwards. Wait for SelectableDescriptor() to become readable, then
// Drain(). Every segment is seen once, also on loopback.

#ifndef CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_
#define CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "peers/os/result.h"
#include "peers/wire/pcap_file.h"
#include "peers/wire/segment_parser.h"
#include "suites/model/segment.h"

namespace closespec {

struct CaptureSettings {
  std::string device = "lo";
  std::uint32_t snap_length = 160;         // link, IP and TCP headers with all options
  std::size_t buffer_bytes = 256U * 1024;  // in the kernel
  std::size_t evidence_bytes = 1024U * 1024;
  Checksums checksums = Checksums::kOffloaded;
};

struct CaptureCounts {
  std::uint64_t received = 0;    // segments given to the sink
  std::uint64_t dropped = 0;     // lost by the kernel: the evidence has holes
  std::uint64_t not_kept = 0;    // given to the sink, but beyond what Evidence() may hold
  std::uint64_t not_parsed = 0;  // frames that are no whole TCP segment
};

class Capture {
 public:
  static Result<Capture> Open(const CaptureSettings& settings);
  Capture(Capture&& other) noexcept;
  Capture& operator=(Capture&& other) noexcept;
  ~Capture();

  // For an event loop to wait on, nothing else. Readable when Drain() has something to give.
  [[nodiscard]] int SelectableDescriptor() const;

  // Everything ready now, in the order of the link. Does not block. `sink` must not throw.
  Status Drain(const std::function<void(const Segment&)>& sink);

  // Complete up to the last Drain().
  [[nodiscard]] CaptureCounts Counts();
  [[nodiscard]] const PcapFile& Evidence() const;

 private:
  struct Handle;
  explicit Capture(std::unique_ptr<Handle> handle);

  std::unique_ptr<Handle> handle_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CAPTURE_CAPTURE_H_
