#include "peers/wire/pcap_reader.h"

#include <pcap/pcap.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace closespec {
namespace {

struct Close {
  void operator()(pcap_t* open) const { pcap_close(open); }
};

std::optional<LinkType> LinkTypeOf(pcap_t* open) {
  if (pcap_datalink(open) == DLT_EN10MB) return LinkType::kEthernet;
  if (pcap_datalink(open) == DLT_RAW) return LinkType::kRawIp;
  return std::nullopt;
}

}  // namespace

Result<std::vector<Segment>> ReadSegments(const std::filesystem::path& pcap, Checksums checksums) {
  std::array<char, PCAP_ERRBUF_SIZE> why{};
  const std::unique_ptr<pcap_t, Close> open(pcap_open_offline_with_tstamp_precision(
      pcap.c_str(), PCAP_TSTAMP_PRECISION_NANO, why.data()));
  if (!open) return Trouble{why.data()};
  const auto link = LinkTypeOf(open.get());
  if (!link) return Trouble{"its link is neither Ethernet nor raw IP"};
  std::vector<Segment> segments;
  pcap_pkthdr* header = nullptr;
  const unsigned char* octets = nullptr;
  int read = 0;
  while ((read = pcap_next_ex(open.get(), &header, &octets)) == 1) {
    // With that precision tv_usec counts nanoseconds.
    const auto at =
        std::chrono::seconds(header->ts.tv_sec) + std::chrono::nanoseconds(header->ts.tv_usec);
    const auto frame = std::as_bytes(std::span(octets, header->caplen));
    if (auto segment = ParseSegment(frame, *link, at, header->len, checksums)) {
      segments.push_back(*std::move(segment));
    }
  }
  if (read != PCAP_ERROR_BREAK) return Trouble{pcap_geterr(open.get())};
  return segments;
}

}  // namespace closespec
