// How the other side of a case behaves when it is played by a wire peer: a process that sends and
// receives single segments instead of making socket calls.

#ifndef CLOSESPEC_SUITES_MODEL_WIRE_PEER_H_
#define CLOSESPEC_SUITES_MODEL_WIRE_PEER_H_

#include <string>
#include <vector>

#include "suites/model/sequence_number.h"

namespace closespec {

struct WirePeer {
  bool acknowledges = false;         // by itself, whatever arrives in order
  bool shakes_hands = true;          // by itself; else connect and accept only name the two ends
  std::vector<std::string> options;  // that its SYN offers: "timestamps", "sack", "window_scale"
  int window = 65535;                // as in the header, unscaled
  SequenceNumber iss;                // its own initial sequence number

  bool operator==(const WirePeer&) const = default;
};

// An ordinary number, and one so near 2^32 that the first few octets wrap.
inline constexpr SequenceNumber kUsualIss(1'000'000'000);
inline constexpr SequenceNumber kWrappingIss(0xFFFFFFFD);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_WIRE_PEER_H_
