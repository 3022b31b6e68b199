// Kinds of segments that faults on the link are about. `Arrives<kKind>` is a segment of that kind
// on its way to the SUT, `AckAnswers<kKind>` an empty acknowledgement that the SUT sends after it.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_KINDS_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_KINDS_H_

#include "harness/qualify/link_faults/conversation.h"

namespace closespec {

using ArrivalKind = bool (*)(const Arrival&);

template <ArrivalKind kKind>
bool Arrives(const Passing& p) {
  const auto arrival = p.Arriving();
  return arrival && kKind(*arrival);
}

// Neither data nor a control bit that counts.
bool IsBareAck(const Packet& packet);

template <ArrivalKind kKind>
bool AckAnswers(const Passing& p) {
  const auto answered = p.Answered();
  return answered && IsBareAck(p.packet) && kKind(*answered);
}

// Resets. On a connection whose numbers the SUT knows:
bool IsExactReset(const Arrival& a);
bool IsResetInside(const Arrival& a);  // in the window, but not exact
bool IsResetOutside(const Arrival& a);
// In SYN_SENT; acknowledging the SYN or not.
bool IsRefusal(const Arrival& a);
bool IsNoRefusal(const Arrival& a);
// For LISTEN or CLOSED.
bool IsStrayReset(const Arrival& a);

// In ESTABLISHED and later states.
bool IsSynInConnection(const Arrival& a);
// With neither SYN, RST nor ACK.
bool LacksAck(const Arrival& a);
bool LacksAckInConnection(const Arrival& a);

// With ACK, without SYN and RST, in ESTABLISHED and later states or SYN_RECEIVED.
bool IsOutside(const Arrival& a);  // of the window
bool IsAckBeyond(const Arrival& a);
bool IsAckTooOld(const Arrival& a);
bool IsCurrentAck(const Arrival& a);  // empty, exact, acknowledging nothing new
bool IsAckOfFin(const Arrival& a);
bool IsAckButNotOfFin(const Arrival& a);
bool IsNextFin(const Arrival& a);  // without a hole before it
bool IsRepeatedFin(const Arrival& a);
bool IsAheadOfHole(const Arrival& a);
bool IsFinAheadOfHole(const Arrival& a);
bool IsNextText(const Arrival& a);
bool IsTextAfterFin(const Arrival& a);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_KINDS_H_
