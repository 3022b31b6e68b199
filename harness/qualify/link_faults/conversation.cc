#include "harness/qualify/link_faults/conversation.h"

namespace closespec {

SutState StateOf(const ConnectionVariables& sut, bool sut_closed_first) {
  if (!sut.iss) return SutState::kNone;
  if (!sut.irs) return SutState::kSynSent;
  if (sut.snd_una == sut.iss) return SutState::kSynReceived;
  if (!sut.fin_sent) return sut.fin_received ? SutState::kCloseWait : SutState::kEstablished;
  const bool acknowledged = sut.snd_una == sut.snd_nxt;
  if (!sut.fin_received) return acknowledged ? SutState::kFinWait2 : SutState::kFinWait1;
  if (acknowledged) return sut_closed_first ? SutState::kTimeWait : SutState::kNone;
  return sut_closed_first ? SutState::kClosing : SutState::kLastAck;
}

bool IsSynchronized(SutState state) { return state >= SutState::kEstablished; }

bool HasReceivedFin(SutState state) { return state >= SutState::kCloseWait; }

std::uint32_t Arrival::Length() const {
  return static_cast<std::uint32_t>(packet.payload.size()) + (packet.flags.syn ? 1U : 0U) +
         (packet.flags.fin ? 1U : 0U);
}

Place PlaceOf(const Arrival& arrival) {
  if (!arrival.sut.rcv_nxt) return Place::kUnknown;
  const SequenceNumber next = *arrival.sut.rcv_nxt;
  const SequenceNumber first = arrival.packet.seq;
  if (first == next) return Place::kExact;
  if (first < next) return first + arrival.Length() > next ? Place::kAcross : Place::kLeft;
  return first < arrival.sut.rcv_edge.value_or(next) ? Place::kInside : Place::kRight;
}

std::optional<Arrival> Passing::Arriving() const {
  if (direction != Direction::kToSut) return std::nullopt;
  return Arrival{packet, talk.sut, State()};
}

std::optional<Arrival> Passing::Answered() const {
  if (direction != Direction::kFromSut || !talk.stimulus) return std::nullopt;
  return Arrival{*talk.stimulus, talk.before_stimulus, talk.state_at_stimulus};
}

SequenceNumber Passing::SndNxt() const {
  return talk.sut.snd_nxt.value_or(direction == Direction::kToSut ? packet.ack : packet.seq);
}

SequenceNumber Passing::RcvNxt() const {
  return talk.sut.rcv_nxt.value_or(direction == Direction::kToSut ? packet.seq : packet.ack);
}

}  // namespace closespec
