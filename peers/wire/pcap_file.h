// The frames of one case, kept in memory and written as a classic pcap file (nanosecond times) when
// a case turns out to need evidence. Nothing is created on disk before WriteFile().

#ifndef CLOSESPEC_PEERS_WIRE_PCAP_FILE_H_
#define CLOSESPEC_PEERS_WIRE_PCAP_FILE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "peers/os/result.h"
#include "peers/wire/segment_parser.h"

namespace closespec {

class PcapFile {
 public:
  // Frames beyond `most_bytes` are counted and left out.
  PcapFile(LinkType link, std::uint32_t snap_length, std::size_t most_bytes);

  void Add(std::span<const std::byte> frame, std::chrono::nanoseconds captured_at,
           std::size_t original_length);

  [[nodiscard]] std::uint64_t FramesKept() const { return kept_; }
  [[nodiscard]] std::uint64_t FramesLeftOut() const { return left_out_; }

  // Replaces what `path` held before.
  [[nodiscard]] Status WriteFile(const std::filesystem::path& path) const;

 private:
  LinkType link_;
  std::uint32_t snap_length_;
  std::size_t most_bytes_;
  std::vector<std::byte> records_;
  std::uint64_t kept_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_PCAP_FILE_H_
