// Bytes of a captured frame to a Segment. Nothing comes of a frame that is not a whole TCP header
// in an unfragmented IPv4 or IPv6 packet; a cut payload is fine. Never throws on account of the
// frame.

#ifndef CLOSESPEC_PEERS_WIRE_SEGMENT_PARSER_H_
#define CLOSESPEC_PEERS_WIRE_SEGMENT_PARSER_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

#include "suites/model/segment.h"

namespace closespec {

// What a frame begins with. Linux gives Ethernet for the loopback device too, with zero addresses.
enum class LinkType { kEthernet, kRawIp };

// Whether the link shows checksums as the stack sent them, or as offload left them; or either, as
// in frames of a device that were written to a file, where a sum of the pseudo header alone is
// taken for one that was left.
enum class Checksums { kReal, kOffloaded, kRealUnlessLeft };

// `original_length`: octets of the frame on the link, of which `frame` may hold only the first.
std::optional<Segment> ParseSegment(std::span<const std::byte> frame, LinkType link,
                                    std::chrono::nanoseconds captured_at,
                                    std::size_t original_length, Checksums checksums);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_SEGMENT_PARSER_H_
