// libFuzzer: any octets, as either link type, must be refused or parsed without a fault.

#include <cstddef>
#include <cstdint>

#include "peers/wire/segment_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using closespec::Checksums;
  using closespec::LinkType;
  const std::span<const std::byte> all(reinterpret_cast<const std::byte*>(data), size);
  if (all.size() < 2) return 0;
  // Two octets say how much longer the frame was than what was captured.
  const std::size_t cut =
      std::to_integer<std::size_t>(all[0]) << 8 | std::to_integer<std::size_t>(all[1]);
  const auto frame = all.subspan(2);
  for (const LinkType link : {LinkType::kEthernet, LinkType::kRawIp}) {
    const auto segment = closespec::ParseSegment(frame, link, std::chrono::nanoseconds(0),
                                                 frame.size() + cut, Checksums::kReal);
    if (segment && segment->length > frame.size() + cut) __builtin_trap();
  }
  return 0;
}
