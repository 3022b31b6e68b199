// A SEGMENT of the wire peer's protocol (docs/peer-protocol.md): "flags:FIN+ACK,seq:RCV.NXT+1".
// Numbers stay symbols until the segment is sent.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_SEGMENT_GRAMMAR_H_
#define CLOSESPEC_PEERS_WIRE_PEER_SEGMENT_GRAMMAR_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "suites/model/segment.h"
#include "suites/model/segment_pattern.h"

namespace closespec::wire_peer {

struct SackSpec {
  SequenceExpression left;
  SequenceExpression right;

  bool operator==(const SackSpec&) const = default;
};

// What is not given follows from the connection.
struct SegmentSpec {
  TcpFlags flags;
  std::optional<SequenceExpression> seq;
  std::optional<SequenceExpression> ack;
  std::uint16_t bytes = 0;
  std::optional<std::uint16_t> window;
  std::uint16_t urgent_pointer = 0;
  bool wrong_checksum = false;
  bool no_timestamp = false;
  std::optional<std::int32_t> timestamp_offset;  // from the latest that was sent
  std::optional<SackSpec> sack;
  std::optional<std::uint16_t> maximum_segment_size;
  std::optional<std::uint16_t> user_timeout;  // as in the option: RFC 5482 4
  std::chrono::milliseconds delay{0};         // how much longer it is under way

  bool operator==(const SegmentSpec&) const = default;
};

struct NoSegment {
  std::string why;
};

std::variant<SegmentSpec, NoSegment> ParseSegmentSpec(std::string_view text);

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_SEGMENT_GRAMMAR_H_
