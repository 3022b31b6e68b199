#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

// At RCV.NXT with an acceptable acknowledgement, whatever it was.
void MakeAcceptable(const Passing& p, Packet& packet) {
  packet.seq = p.RcvNxt();
  packet.flags.ack = true;
  packet.ack = p.SndNxt();
}

Fate TakenAtRcvNxt(const Passing& p) {
  return Altered(p, [&](Packet& packet) { packet.seq = p.RcvNxt(); });
}
Fate Accepted(const Passing& p) {
  return Altered(p, [&](Packet& packet) { MakeAcceptable(p, packet); });
}
Fate SynOverlooked(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.flags.syn = false;
    packet.options.clear();
    MakeAcceptable(p, packet);
  });
}
Fate MadeReset(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.flags = {.rst = true};
    packet.seq = p.RcvNxt();
    packet.options.clear();
    packet.payload.clear();
  });
}
Fate AcknowledgingAll(const Passing& p) {
  return Altered(p, [&](Packet& packet) { packet.ack = p.SndNxt(); });
}
Fate AcknowledgingNothing(const Passing& p) {
  return Altered(p, [&](Packet& packet) { packet.ack = p.talk.sut.snd_una.value_or(packet.ack); });
}
Fate FinRemoved(const Passing& p) {
  return Altered(p, [](Packet& packet) { packet.flags.fin = false; });
}
// Only the FIN arrives, as if nothing were missing before it.
Fate FinAlone(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.payload.clear();
    packet.seq = p.RcvNxt();
  });
}
Fate FinAdded(const Passing& p) {
  return Altered(p, [](Packet& packet) { packet.flags.fin = true; });
}
// All that is new but the octets.
Fate TextRemoved(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.payload.clear();
    packet.seq = p.RcvNxt();
  });
}
Fate TextAltered(const Passing& p) {
  return Altered(p, [](Packet& packet) { packet.payload.back() ^= std::byte{1}; });
}

bool IsFinOutside(const Arrival& a) { return IsOutside(a) && a.packet.flags.fin; }
bool IsTextOutside(const Arrival& a) { return IsOutside(a) && !a.packet.payload.empty(); }
bool IsBareAckOutside(const Arrival& a) { return IsOutside(a) && a.Length() == 0; }
bool IsFinWithText(const Arrival& a) { return IsNextFin(a) && !a.packet.payload.empty(); }
bool IsFinOfOpen(const Arrival& a) { return IsNextFin(a) && a.state == SutState::kEstablished; }
bool IsFinAfterOwn(const Arrival& a) { return IsNextFin(a) && a.sut.fin_sent; }
bool IsFinAcknowledgingFin(const Arrival& a) { return IsNextFin(a) && IsAckOfFin(a); }
bool IsAcross(const Arrival& a) { return IsNextText(a) && PlaceOf(a) == Place::kAcross; }
bool IsTextAfterOwnFin(const Arrival& a) { return IsNextText(a) && a.sut.fin_sent; }
bool IsAckBeyondOfOpen(const Arrival& a) { return IsAckBeyond(a) && IsSynchronized(a.state); }
bool IsSynFinInConnection(const Arrival& a) { return IsSynInConnection(a) && a.packet.flags.fin; }
bool IsSynAckInConnection(const Arrival& a) { return IsSynInConnection(a) && a.packet.flags.ack; }

constexpr LinkFault kFaults[] = {
    // Outside the window
    {"outside_window_taken", "A segment outside the window is taken as if it lay inside.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*just_left*",
     Arrives<IsOutside>, TakenAtRcvNxt},
    {"fin_outside_window_taken", "A FIN outside the window ends the stream.", "segment_in_state",
     "segment_in_state/fin_ack_*outside_window*", Arrives<IsFinOutside>, TakenAtRcvNxt},
    {"text_outside_window_taken", "Octets outside the window are taken.", "segment_in_state",
     "segment_in_state/data_*outside_window*", Arrives<IsTextOutside>, TakenAtRcvNxt},
    {"ack_outside_window_used", "An acknowledgement outside the window counts and is not answered.",
     "segment_in_state", "segment_in_state/ack_*outside_window*", Arrives<IsBareAckOutside>,
     TakenAtRcvNxt},
    {"outside_window_resets", "A segment outside the window resets the connection.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*retransmitted*",
     Arrives<IsOutside>, MadeReset},
    // SYN
    {"syn_in_connection_resets", "A SYN in a connection resets it.", "segment_in_state",
     "segment_in_state/syn_in_* segment_in_state/syn_fin_in_*", Arrives<IsSynInConnection>,
     MadeReset},
    {"syn_bit_overlooked", "A SYN in a connection is taken for a segment without it.",
     "segment_in_state", "segment_in_state/syn_ack_in_* segment_in_state/syn_fin_in_*",
     Arrives<IsSynInConnection>, SynOverlooked},
    {"syn_fin_ends_stream", "Of a segment with SYN and FIN in a connection the FIN counts.",
     "segment_in_state", "segment_in_state/syn_fin_in_*", Arrives<IsSynFinInConnection>,
     SynOverlooked},
    {"syn_ack_acknowledges", "The acknowledgement of a SYN,ACK in a connection counts.",
     "segment_in_state", "segment_in_state/syn_ack_in_*", Arrives<IsSynAckInConnection>,
     SynOverlooked},
    // The ACK bit
    {"missing_ack_bit_overlooked", "A segment without the ACK bit is taken like one with it.",
     "segment_in_state", "segment_in_state/fin_in_* segment_in_state/noflags_in_*",
     Arrives<LacksAckInConnection>, Accepted},
    {"missing_ack_bit_resets", "A segment without the ACK bit resets the connection.",
     "segment_in_state", "segment_in_state/fin_in_* segment_in_state/noflags_in_*",
     Arrives<LacksAckInConnection>, MadeReset},
    // The acknowledgement
    {"ack_beyond_taken", "An acknowledgement of what was never sent is taken.", "segment_in_state",
     "segment_in_state/*beyond_snd_nxt* segment_in_state/*wrong_ack*", Arrives<IsAckBeyond>,
     AcknowledgingAll},
    {"ack_beyond_resets", "An acknowledgement of what was never sent resets the connection.",
     "segment_in_state", "segment_in_state/*beyond_snd_nxt*", Arrives<IsAckBeyondOfOpen>,
     MadeReset},
    {"ack_too_old_resets", "An acknowledgement that is far too old resets the connection.",
     "segment_in_state", "segment_in_state/*too_old*", Arrives<IsAckTooOld>, MadeReset},
    {"old_ack_covers_fin",
     "An acknowledgement that does not cover the SUT's FIN ends its repeating.", "segment_in_state",
     "segment_in_state/*not_of_fin* segment_in_state/*not_covering_fin* fin_delivery/ack_of_data*",
     Arrives<IsAckButNotOfFin>, AcknowledgingAll},
    {"ack_of_fin_overlooked", "The acknowledgement of the SUT's FIN does not count.",
     "segment_in_state", "segment_in_state/ack_*of_fin segment_in_state/*covering_fin",
     Arrives<IsAckOfFin>, AcknowledgingNothing},
    {"ack_of_fin_resets", "The acknowledgement of the SUT's FIN ends the connection at once.",
     "segment_in_state", "segment_in_state/ack_*of_fin", Arrives<IsAckOfFin>, MadeReset},
    {"current_ack_resets", "An acknowledgement that says nothing new resets the connection.",
     "segment_in_state", "segment_in_state/*_current segment_in_state/ack_*not_of_fin*",
     Arrives<IsCurrentAck>, MadeReset},
    // FIN
    {"fin_overlooked", "The peer's FIN does not count.", "segment_in_state",
     "segment_in_state/fin_ack_*at_rcv_nxt segment_in_state/data_fin_*at_rcv_nxt fin_delivery/*",
     Arrives<IsNextFin>, FinRemoved},
    {"fin_in_established_overlooked", "The peer's FIN does not count in ESTABLISHED.",
     "segment_in_state", "segment_in_state/fin_ack_in_established_at_rcv_nxt", Arrives<IsFinOfOpen>,
     FinRemoved},
    {"fin_after_own_overlooked", "The peer's FIN does not count after the SUT's own.",
     "segment_in_state", "segment_in_state/fin_ack_in_fin_wait_2_at_rcv_nxt",
     Arrives<IsFinAfterOwn>, FinRemoved},
    {"fin_resets", "The peer's FIN resets the connection.", "segment_in_state",
     "segment_in_state/fin_ack_*at_rcv_nxt segment_in_state/data_fin_*at_rcv_nxt",
     Arrives<IsNextFin>, MadeReset},
    {"ack_on_fin_overlooked", "The acknowledgement that comes on the peer's FIN does not count.",
     "segment_in_state", "segment_in_state/fin_ack_in_fin_wait_1_*", Arrives<IsFinAcknowledgingFin>,
     AcknowledgingNothing},
    {"fin_with_text_ends_before_text", "Octets that come with a FIN are lost.", "segment_in_state",
     "segment_in_state/data_fin_*at_rcv_nxt", Arrives<IsFinWithText>, TextRemoved},
    {"fin_with_text_overlooked", "A FIN that comes with octets does not count.", "segment_in_state",
     "segment_in_state/data_fin_*at_rcv_nxt", Arrives<IsFinWithText>, FinRemoved},
    {"fin_taken_before_hole", "A FIN ends the stream although octets before it are missing.",
     "fin_delivery", "fin_delivery/*hole* segment_in_state/*ahead_of_hole*",
     Arrives<IsFinAheadOfHole>, FinAlone},
    {"fin_ahead_of_hole_forgotten", "A FIN ahead of a hole is not kept.", "fin_delivery",
     "fin_delivery/*hole* segment_in_state/*ahead_of_hole*", Arrives<IsFinAheadOfHole>, FinRemoved},
    {"segment_ahead_of_hole_forgotten", "What comes ahead of a hole is not kept.", "fin_delivery",
     "fin_delivery/*hole* segment_in_state/*ahead_of_hole*", Arrives<IsAheadOfHole>, Lost},
    {"hole_overlooked", "What comes ahead of a hole is taken at once.", "fin_delivery",
     "fin_delivery/*hole* segment_in_state/*ahead_of_hole*", Arrives<IsAheadOfHole>, TakenAtRcvNxt},
    {"repeated_fin_resets", "A repeated FIN ends the connection.", "segment_in_state",
     "segment_in_state/fin_ack_*retransmitted* time_wait/*", Arrives<IsRepeatedFin>, MadeReset},
    // Text
    {"text_altered", "One bit of what arrives is wrong.", "segment_in_state",
     "segment_in_state/data_in_*at_rcv_nxt", Arrives<IsNextText>, TextAltered},
    {"text_ends_stream", "Octets end the stream like a FIN.", "segment_in_state",
     "segment_in_state/data_in_*at_rcv_nxt", Arrives<IsNextText>, FinAdded},
    {"text_ignored", "Octets are neither taken nor acknowledged.", "segment_in_state",
     "segment_in_state/data_in_*at_rcv_nxt", Arrives<IsNextText>, Lost},
    {"text_after_own_fin_ignored", "Octets that come after the SUT's own FIN are ignored.",
     "segment_in_state", "segment_in_state/data_in_fin_wait_*", Arrives<IsTextAfterOwnFin>, Lost},
    {"old_octets_taken_again", "Octets that were taken before are taken again.", "segment_in_state",
     "segment_in_state/data_*overlapping_left_edge", Arrives<IsAcross>, TakenAtRcvNxt},
    {"text_after_fin_resets", "Octets behind the peer's FIN reset the connection.",
     "segment_in_state", "segment_in_state/data_in_close_wait* segment_in_state/data_*",
     Arrives<IsTextAfterFin>, MadeReset},
};

}  // namespace

LinkFaults ArrivalFaults() { return kFaults; }

}  // namespace closespec
