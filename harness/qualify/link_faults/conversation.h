// What a fault on the link knows of a connection when a packet passes: the SUT's variables before
// it, and what the SUT was last asked. Values and pure functions.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_CONVERSATION_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_CONVERSATION_H_

#include <cstdint>
#include <optional>

#include "peers/wire/packet.h"
#include "suites/model/connection_variables.h"

namespace closespec {

// Of the SUT (RFC 9293 3.3.2), as far as its segments and those for it tell.
enum class SutState {
  kNone,  // LISTEN or CLOSED: the SUT has sent no SYN
  kSynSent,
  kSynReceived,
  kEstablished,
  kFinWait1,
  kFinWait2,
  kCloseWait,
  kClosing,
  kLastAck,
  kTimeWait,
};

struct Conversation {
  ConnectionVariables sut;        // of what the SUT really sent and what really reached it
  bool sut_closed_first = false;  // sent its FIN before one reached it
  std::optional<std::uint16_t> peer_window;  // in the header of the last segment for the SUT
  // The last segment for the SUT as it was sent, and the variables before it.
  std::optional<Packet> stimulus;
  ConnectionVariables before_stimulus;
  SutState state_at_stimulus = SutState::kNone;
};

SutState StateOf(const ConnectionVariables& sut, bool sut_closed_first);
// ESTABLISHED and later.
bool IsSynchronized(SutState state);
bool HasReceivedFin(SutState state);

// A segment on its way to the SUT, with what the SUT is about to receive it.
struct Arrival {
  const Packet& packet;
  const ConnectionVariables& sut;
  SutState state;

  // RFC 9293 3.3.1, SEG.LEN.
  [[nodiscard]] std::uint32_t Length() const;
};

// Where a segment lies: before RCV.NXT, across it, exactly on it, further right inside the window,
// or beyond it.
enum class Place { kUnknown, kLeft, kAcross, kExact, kInside, kRight };
Place PlaceOf(const Arrival& arrival);

// A packet that passes, before it is counted.
struct Passing {
  Direction direction = Direction::kFromSut;
  Packet packet;
  const Conversation& talk;

  [[nodiscard]] SutState State() const { return StateOf(talk.sut, talk.sut_closed_first); }
  // Of what passes, if it is for the SUT.
  [[nodiscard]] std::optional<Arrival> Arriving() const;
  // Of what was last sent to the SUT, if what passes is the SUT's.
  [[nodiscard]] std::optional<Arrival> Answered() const;
  // Of what is known of the SUT, or what the packet itself says.
  [[nodiscard]] SequenceNumber SndNxt() const;
  [[nodiscard]] SequenceNumber RcvNxt() const;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_CONVERSATION_H_
