// What becomes of a packet that passes: the words in which the faults of the tables are written.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_FATE_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_FATE_H_

#include <chrono>
#include <utility>
#include <vector>

#include "harness/qualify/link_faults/conversation.h"
#include "harness/sandbox/meddler.h"

namespace closespec {

struct Onward {
  Passage passage;
  bool behind_next = false;  // only once another packet has gone the same way

  bool operator==(const Onward&) const = default;
};
using Fate = std::vector<Onward>;

inline Onward Going(Direction direction, const Packet& packet,
                    std::chrono::milliseconds after = {}) {
  return {{direction, Encode(packet), after}};
}

inline Fate Unaltered(const Passing& p) { return {Going(p.direction, p.packet)}; }
inline Fate Lost(const Passing&) { return {}; }
inline Fate Instead(const Passing& p, const Packet& other) { return {Going(p.direction, other)}; }

// `change` is called with the packet.
template <typename Change>
Fate Altered(const Passing& p, Change change) {
  Packet altered = p.packet;
  change(altered);
  return {Going(p.direction, altered)};
}

// The packet, and behind it one that the SUT never sent.
inline Fate WithFromSut(const Passing& p, const Packet& made_up,
                        std::chrono::milliseconds after = {}) {
  return {Going(p.direction, p.packet), Going(Direction::kFromSut, made_up, after)};
}

inline Fate Delayed(const Passing& p, std::chrono::milliseconds by) {
  return {Going(p.direction, p.packet, by)};
}
inline Fate BehindNext(const Passing& p) {
  return {Onward{.passage = {p.direction, Encode(p.packet)}, .behind_next = true}};
}

// In the SUT's name, on the connection of what passes: <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>,
// <SEQ=SND.NXT><CTL=RST>, <SEQ=SND.NXT-1><ACK=RCV.NXT><CTL=FIN,ACK>.
Packet AckOfSut(const Passing& p);
Packet ResetOfSut(const Passing& p);
Packet FinOfSut(const Passing& p);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_FATE_H_
