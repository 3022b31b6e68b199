#include "harness/qualify/link_faults/kinds.h"

#include <algorithm>
#include <initializer_list>

namespace closespec {
namespace {

// RFC 5961 5.2: the largest window that a peer without window scaling can have offered.
constexpr int kLargestWindow = 65535;

bool KnowsConnection(const Arrival& a) { return a.state >= SutState::kSynReceived; }

bool IsIn(const Arrival& a, std::initializer_list<Place> places) {
  const Place place = PlaceOf(a);
  return std::find(places.begin(), places.end(), place) != places.end();
}

bool IsAcceptable(const Arrival& a) {
  return IsIn(a, {Place::kAcross, Place::kExact, Place::kInside});
}

bool IsOrdinary(const Arrival& a) {
  const TcpFlags& flags = a.packet.flags;
  return KnowsConnection(a) && flags.ack && !flags.syn && !flags.rst;
}

bool AcknowledgesSyn(const Arrival& a) {
  return a.packet.flags.ack && a.sut.snd_nxt && a.packet.ack == *a.sut.snd_nxt;
}

bool HasUnacknowledgedFin(const Arrival& a) {
  return a.sut.fin_sent && a.sut.snd_una && a.sut.snd_nxt && *a.sut.snd_una != *a.sut.snd_nxt;
}

}  // namespace

bool IsBareAck(const Packet& packet) {
  const TcpFlags& flags = packet.flags;
  return flags.ack && packet.payload.empty() && !flags.syn && !flags.fin && !flags.rst;
}

bool IsExactReset(const Arrival& a) {
  return KnowsConnection(a) && a.packet.flags.rst && IsIn(a, {Place::kExact});
}

bool IsResetInside(const Arrival& a) {
  return KnowsConnection(a) && a.packet.flags.rst && IsIn(a, {Place::kInside});
}

bool IsResetOutside(const Arrival& a) {
  return KnowsConnection(a) && a.packet.flags.rst &&
         IsIn(a, {Place::kLeft, Place::kAcross, Place::kRight});
}

bool IsRefusal(const Arrival& a) {
  return a.state == SutState::kSynSent && a.packet.flags.rst && AcknowledgesSyn(a);
}

bool IsNoRefusal(const Arrival& a) {
  return a.state == SutState::kSynSent && a.packet.flags.rst && !AcknowledgesSyn(a);
}

bool IsStrayReset(const Arrival& a) { return a.state == SutState::kNone && a.packet.flags.rst; }

bool IsSynInConnection(const Arrival& a) {
  return IsSynchronized(a.state) && a.packet.flags.syn && !a.packet.flags.rst;
}

bool LacksAck(const Arrival& a) {
  const TcpFlags& flags = a.packet.flags;
  return !flags.ack && !flags.syn && !flags.rst;
}

bool LacksAckInConnection(const Arrival& a) { return LacksAck(a) && KnowsConnection(a); }

bool IsOutside(const Arrival& a) { return IsOrdinary(a) && IsIn(a, {Place::kLeft, Place::kRight}); }

bool IsAckBeyond(const Arrival& a) {
  return IsOrdinary(a) && IsAcceptable(a) && a.sut.snd_nxt && a.packet.ack > *a.sut.snd_nxt;
}

bool IsAckTooOld(const Arrival& a) {
  return IsOrdinary(a) && IsAcceptable(a) && a.sut.snd_una &&
         a.packet.ack < *a.sut.snd_una + -kLargestWindow;
}

bool IsCurrentAck(const Arrival& a) {
  return IsOrdinary(a) && IsIn(a, {Place::kExact}) && a.Length() == 0 &&
         a.packet.ack == a.sut.snd_una;
}

bool IsAckOfFin(const Arrival& a) {
  return IsOrdinary(a) && IsAcceptable(a) && HasUnacknowledgedFin(a) &&
         a.packet.ack == *a.sut.snd_nxt;
}

bool IsAckButNotOfFin(const Arrival& a) {
  return IsOrdinary(a) && HasUnacknowledgedFin(a) && a.packet.ack < *a.sut.snd_nxt;
}

bool IsNextFin(const Arrival& a) {
  return IsOrdinary(a) && a.packet.flags.fin && !HasReceivedFin(a.state) &&
         IsIn(a, {Place::kExact, Place::kAcross});
}

bool IsRepeatedFin(const Arrival& a) {
  return IsOrdinary(a) && a.packet.flags.fin && HasReceivedFin(a.state) && IsIn(a, {Place::kLeft});
}

bool IsAheadOfHole(const Arrival& a) {
  return IsOrdinary(a) && a.Length() > 0 && !HasReceivedFin(a.state) && IsIn(a, {Place::kInside});
}

bool IsFinAheadOfHole(const Arrival& a) { return IsAheadOfHole(a) && a.packet.flags.fin; }

bool IsNextText(const Arrival& a) {
  return IsOrdinary(a) && !a.packet.payload.empty() && !HasReceivedFin(a.state) &&
         IsIn(a, {Place::kExact, Place::kAcross});
}

bool IsTextAfterFin(const Arrival& a) {
  return IsOrdinary(a) && !a.packet.payload.empty() && HasReceivedFin(a.state) && IsAcceptable(a);
}

}  // namespace closespec
