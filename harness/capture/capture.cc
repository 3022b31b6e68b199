#include "harness/capture/capture.h"

#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <sys/socket.h>

#include <array>
#include <utility>

namespace closespec {
namespace {

// Compiled once a process: the program is the same for every capture of Ethernet frames.
class TcpFilter {
 public:
  TcpFilter() {
    pcap_t* const handle = ::pcap_open_dead(DLT_EN10MB, 65535);
    compiled_ = ::pcap_compile(handle, &program_, "tcp", 1, PCAP_NETMASK_UNKNOWN) == 0;
    ::pcap_close(handle);
  }
  TcpFilter(const TcpFilter&) = delete;
  TcpFilter& operator=(const TcpFilter&) = delete;
  ~TcpFilter() {
    if (compiled_) ::pcap_freecode(&program_);
  }

  [[nodiscard]] bool InstallOn(pcap_t* handle) const {
    bpf_program program = program_;  // libpcap does not change it, and copies what it keeps
    return compiled_ && ::pcap_setfilter(handle, &program) == 0;
  }

 private:
  bpf_program program_{};
  bool compiled_ = false;
};

struct PcapCloser {
  void operator()(pcap_t* handle) const { ::pcap_close(handle); }
};

}  // namespace

struct Capture::Handle {
  Handle(pcap_t* opened, const CaptureSettings& settings)
      : pcap(opened),
        checksums(settings.checksums),
        evidence(LinkType::kEthernet, settings.snap_length, settings.evidence_bytes) {}

  void Take(const pcap_pkthdr& header, const u_char* bytes,
            const std::function<void(const Segment&)>& sink) {
    const auto frame = std::as_bytes(std::span(bytes, header.caplen));
    // With nanosecond precision libpcap puts nanoseconds where the name says microseconds.
    const auto at =
        std::chrono::seconds(header.ts.tv_sec) + std::chrono::nanoseconds(header.ts.tv_usec);
    evidence.Add(frame, at, header.len);
    const auto segment = ParseSegment(frame, LinkType::kEthernet, at, header.len, checksums);
    if (!segment) {
      ++not_parsed;
      return;
    }
    ++received;
    sink(*segment);
  }

  std::unique_ptr<pcap_t, PcapCloser> pcap;
  Checksums checksums;
  PcapFile evidence;
  std::uint64_t received = 0;
  std::uint64_t not_parsed = 0;
};

Capture::Capture(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Capture::Capture(Capture&& other) noexcept = default;
Capture& Capture::operator=(Capture&& other) noexcept = default;
Capture::~Capture() = default;

Result<Capture> Capture::Open(const CaptureSettings& settings) {
  static const TcpFilter kFilter;
  std::array<char, PCAP_ERRBUF_SIZE> why{};
  const auto trouble = [&](const std::string& text) {
    return Trouble{"capture on " + settings.device + ": " + text};
  };
  pcap_t* const created = ::pcap_create(settings.device.c_str(), why.data());
  if (created == nullptr) return trouble(why.data());
  auto handle = std::make_unique<Handle>(created, settings);
  ::pcap_set_snaplen(created, static_cast<int>(settings.snap_length));
  ::pcap_set_buffer_size(created, static_cast<int>(settings.buffer_bytes));
  ::pcap_set_immediate_mode(created, 1);
  ::pcap_set_tstamp_precision(created, PCAP_TSTAMP_PRECISION_NANO);
  if (::pcap_activate(created) < 0) return trouble(::pcap_geterr(created));
  if (::pcap_datalink(created) != DLT_EN10MB) return trouble("not an Ethernet-like device");
  if (!kFilter.InstallOn(created)) return trouble("cannot filter for TCP");
  if (::pcap_setnonblock(created, 1, why.data()) < 0) return trouble(why.data());
  if (settings.device == "lo") {
    // libpcap skips the copy of each frame as sent; so the kernel need not make it. packet(7)
    const int on = 1;
    ::setsockopt(::pcap_fileno(created), SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof(on));
  }
  return Capture(std::move(handle));
}

int Capture::SelectableDescriptor() const { return ::pcap_get_selectable_fd(handle_->pcap.get()); }

Status Capture::Drain(const std::function<void(const Segment&)>& sink) {
  struct Call {
    Handle* handle;
    const std::function<void(const Segment&)>* sink;
  } call{handle_.get(), &sink};
  const auto take = [](u_char* user, const pcap_pkthdr* header, const u_char* bytes) noexcept {
    const auto* const to = reinterpret_cast<const Call*>(user);
    to->handle->Take(*header, bytes, *to->sink);
  };
  int count = 0;
  do {
    count = ::pcap_dispatch(handle_->pcap.get(), -1, take, reinterpret_cast<u_char*>(&call));
  } while (count > 0);
  if (count < 0) return Trouble{std::string("capture: ") + ::pcap_geterr(handle_->pcap.get())};
  return Done{};
}

CaptureCounts Capture::Counts() {
  CaptureCounts counts{.received = handle_->received,
                       .not_kept = handle_->evidence.FramesLeftOut(),
                       .not_parsed = handle_->not_parsed};
  pcap_stat kernel{};
  if (::pcap_stats(handle_->pcap.get(), &kernel) == 0) counts.dropped = kernel.ps_drop;
  return counts;
}

const PcapFile& Capture::Evidence() const { return handle_->evidence; }

}  // namespace closespec
