// The SUT's variables of one connection (RFC 9293 3.3.1) as an observer of the link knows them,
// advanced by Count() one segment at a time in the order of the capture.

#ifndef CLOSESPEC_SUITES_MODEL_CONNECTION_VARIABLES_H_
#define CLOSESPEC_SUITES_MODEL_CONNECTION_VARIABLES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "suites/model/segment.h"

namespace closespec {

struct ConnectionVariables {
  std::optional<SequenceNumber> iss;      // SUT's initial send sequence number
  std::optional<SequenceNumber> irs;      // SUT's initial receive sequence number
  std::optional<SequenceNumber> snd_nxt;  // one past the highest octet the SUT has sent
  std::optional<SequenceNumber> snd_una;  // highest acknowledgement that reached the SUT
  // One past the contiguous octets that reached the SUT inside its window, or that it acknowledged.
  std::optional<SequenceNumber> rcv_nxt;
  std::optional<std::uint32_t> rcv_wnd;         // octets, scaled, as the SUT last advertised
  std::optional<SequenceNumber> rcv_edge;       // first octet beyond every window it advertised
  std::optional<SequenceNumber> last_ack_sent;  // highest acknowledgement that the SUT sent
  // Of the last segment that was sent to the SUT, whatever became of it (RFC 9293 3.3.1, SEG.*).
  std::optional<SequenceNumber> seg_seq;
  std::optional<SequenceNumber> seg_ack;
  std::optional<std::uint32_t> seg_len;
  std::optional<std::uint32_t> seg_timestamp;  // its TSval; none without the option
  bool fin_sent = false;
  bool fin_received = false;  // in order
  bool reset_sent = false;
  bool reset_received = false;  // inside the window

  // Octets that reached the SUT beyond rcv_nxt: [first, second), waiting for the hole to close.
  // Those beyond the window count only when the SUT acknowledges them.
  struct OutOfOrder {
    SequenceNumber first;
    SequenceNumber second;
    bool fin = false;
    bool in_window = true;
    bool operator==(const OutOfOrder&) const = default;
  };
  std::vector<OutOfOrder> out_of_order;

  struct SynSeen {
    SequenceNumber seq;
    std::optional<std::uint8_t> window_scale;
    bool ack = false;
    bool operator==(const SynSeen&) const = default;
  };
  std::optional<SynSeen> sut_syn;
  std::optional<SynSeen> peer_syn;
  // Of the peer, with another number, while the connection may live: a challenge leaves everything
  // as it is, a SYN of the SUT with a new number makes it the new connection's.
  std::optional<SynSeen> unanswered_syn;
  std::uint8_t sut_window_scale = 0;  // applies to rcv_wnd; 0 unless both SYNs carried the option

  bool operator==(const ConnectionVariables&) const = default;
};

// A new SYN of a new incarnation starts over. Where the capture begins in the middle of a
// connection, a variable stays empty until a segment tells it.
void Count(const Segment& segment, Direction direction, ConnectionVariables& variables);

// A segment of the SUT that carries nothing beyond what it has sent before, and at least one octet
// or control bit of it.
bool IsRetransmission(const Segment& segment, const ConnectionVariables& before);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_CONNECTION_VARIABLES_H_
