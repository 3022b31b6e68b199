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
  std::optional<SequenceNumber> rcv_nxt;  // one past the contiguous octets that reached the SUT
  std::optional<std::uint32_t> rcv_wnd;   // octets, scaled, as the SUT last advertised
  bool fin_sent = false;
  bool fin_received = false;  // in order
  bool reset_sent = false;
  bool reset_received = false;

  // Octets that reached the SUT beyond rcv_nxt: [first, second), waiting for the hole to close.
  struct OutOfOrder {
    SequenceNumber first;
    SequenceNumber second;
    bool fin = false;
    bool operator==(const OutOfOrder&) const = default;
  };
  std::vector<OutOfOrder> out_of_order;
  std::uint8_t sut_window_scale = 0;  // applies to rcv_wnd; 0 unless both SYNs carried the option

  bool operator==(const ConnectionVariables&) const = default;
};

// A new SYN of a new incarnation starts over.
void Count(const Segment& segment, Direction direction, ConnectionVariables& variables);

// A segment of the SUT that carries nothing beyond what it has sent before, and at least one octet
// or control bit of it.
bool IsRetransmission(const Segment& segment, const ConnectionVariables& before);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_CONNECTION_VARIABLES_H_
