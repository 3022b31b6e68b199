// A TCP segment as it was seen on a link: the header fields that close semantics depend on, and
// who sent it. `length` counts payload octets; SegmentLength() is RFC 9293's SEG.LEN.

#ifndef CLOSESPEC_SUITES_MODEL_SEGMENT_H_
#define CLOSESPEC_SUITES_MODEL_SEGMENT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "suites/model/sequence_number.h"

namespace closespec {

// The six control bits of RFC 9293 3.1 that scenarios may name.
struct TcpFlags {
  bool fin = false;
  bool syn = false;
  bool rst = false;
  bool psh = false;
  bool ack = false;
  bool urg = false;

  bool operator==(const TcpFlags&) const = default;
};

// "FIN|ACK"; "none" when no flag is set. The order is SYN, RST, FIN, PSH, ACK, URG.
std::string ToText(TcpFlags flags);
// Accepts names joined by '|' or ',', and "" or "none"; nothing on an unknown name.
std::optional<TcpFlags> ParseFlags(std::string_view text);

struct Endpoint {
  std::string address;  // textual IPv4 or IPv6 address, without brackets
  std::uint16_t port = 0;

  auto operator<=>(const Endpoint&) const = default;
};

// "192.0.2.1:4711", "[fd00::1]:4711".
std::string ToText(const Endpoint& endpoint);
std::optional<Endpoint> ParseEndpoint(std::string_view text);

enum class Direction { kFromSut, kToSut };

struct TimestampOption {
  std::uint32_t value = 0;
  std::uint32_t echo = 0;

  bool operator==(const TimestampOption&) const = default;
};

struct Segment {
  Endpoint source;
  Endpoint destination;
  TcpFlags flags;
  SequenceNumber seq;
  SequenceNumber ack;
  std::uint32_t length = 0;  // payload octets, as the IP header claims, also when less was captured
  std::uint32_t window = 0;  // as in the header, unscaled
  std::optional<std::uint8_t> window_scale;           // RFC 7323 2, on SYN segments
  std::optional<std::uint16_t> maximum_segment_size;  // RFC 9293 3.7.1, on SYN segments
  std::optional<TimestampOption> timestamp;           // RFC 7323 3
  bool sack_permitted = false;
  // Nothing where the link does not show real checksums (loopback, offload) or the payload was cut.
  std::optional<bool> checksum_correct;
  std::chrono::nanoseconds captured_at{0};  // the capture's own clock, since the epoch

  bool operator==(const Segment&) const = default;
};

// SEG.LEN: payload plus one each for SYN and FIN.
std::uint32_t SegmentLength(const Segment& segment);
// Neither payload nor SYN, FIN or RST.
bool IsPureAck(const Segment& segment);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SEGMENT_H_
