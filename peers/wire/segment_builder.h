// A TCP segment as it is to be put on a link, and its IP packet. The counterpart of ParseSegment():
// what is built here is parsed to the same numbers.

#ifndef CLOSESPEC_PEERS_WIRE_SEGMENT_BUILDER_H_
#define CLOSESPEC_PEERS_WIRE_SEGMENT_BUILDER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "peers/os/result.h"
#include "peers/wire/frame.h"
#include "suites/model/segment.h"

namespace closespec {

struct SackBlock {
  SequenceNumber left;
  SequenceNumber right;

  bool operator==(const SackBlock&) const = default;
};

struct SegmentDraft {
  Endpoint source;
  Endpoint destination;
  TcpFlags flags;
  SequenceNumber seq;
  SequenceNumber ack;
  std::uint16_t window = 0;  // as in the header, unscaled
  std::uint16_t urgent_pointer = 0;
  std::optional<std::uint16_t> maximum_segment_size;
  std::optional<std::uint8_t> window_scale;
  std::optional<std::uint16_t> user_timeout;
  bool sack_permitted = false;
  std::optional<TimestampOption> timestamp;
  std::optional<SackBlock> sack;
  std::string payload;
  bool wrong_checksum = false;
};

// From the IP header on. Both addresses must be of one family.
Result<Frame> BuildSegment(const SegmentDraft& draft);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_SEGMENT_BUILDER_H_
