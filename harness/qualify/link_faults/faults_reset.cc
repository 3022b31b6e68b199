#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

constexpr int kFarLeft = -1000;

Fate MovedTo(const Passing& p, SequenceNumber seq) {
  return Altered(p, [&](Packet& reset) { reset.seq = seq; });
}
Fate MadeExact(const Passing& p) { return MovedTo(p, p.RcvNxt()); }
Fate MadeInside(const Passing& p) { return MovedTo(p, p.RcvNxt() + 1); }
Fate MadeOutside(const Passing& p) { return MovedTo(p, p.RcvNxt() + kFarLeft); }

Fate MadeRefusal(const Passing& p) {
  return Altered(p, [&](Packet& reset) {
    reset.flags.ack = true;
    reset.ack = p.SndNxt();
  });
}

Fate MadeFin(const Passing& p) {
  return Altered(p, [&](Packet& reset) {
    reset.flags = {.fin = true, .ack = true};
    reset.ack = p.talk.sut.snd_una.value_or(p.SndNxt());
  });
}

Fate AnsweredByReset(const Passing& p) { return WithFromSut(p, ResetOfSut(p)); }
Fate AnsweredByAck(const Passing& p) { return WithFromSut(p, AckOfSut(p)); }

bool HasOddAck(const Arrival& a) {
  return IsExactReset(a) && a.packet.flags.ack &&
         (a.packet.ack < *a.sut.snd_una || a.packet.ack > *a.sut.snd_nxt);
}
bool HasPayload(const Arrival& a) { return IsExactReset(a) && !a.packet.payload.empty(); }
bool HasFin(const Arrival& a) { return IsExactReset(a) && a.packet.flags.fin; }
bool HasNoAck(const Arrival& a) { return IsExactReset(a) && !a.packet.flags.ack; }
bool MeetsZeroWindow(const Arrival& a) { return IsExactReset(a) && a.sut.rcv_wnd == 0U; }
bool ComesAfterFin(const Arrival& a) { return IsExactReset(a) && HasReceivedFin(a.state); }
bool ComesToHalfOpen(const Arrival& a) {
  return IsExactReset(a) && a.state == SutState::kSynReceived;
}
bool IsAtFin(const Arrival& a) {
  return IsResetOutside(a) && HasReceivedFin(a.state) && a.packet.seq + 1 == *a.sut.rcv_nxt;
}
bool IsRightOfWindow(const Arrival& a) { return IsResetOutside(a) && PlaceOf(a) == Place::kRight; }
bool IsAnyKnownReset(const Arrival& a) {
  return IsExactReset(a) || IsResetInside(a) || IsResetOutside(a);
}

constexpr LinkFault kFaults[] = {
    {"reset_inside_window_resets", "A reset inside the window, but not at RCV.NXT, resets.",
     "segment_in_state", "segment_in_state/rst_*in_window* segment_in_state/rst_*right_edge*",
     Arrives<IsResetInside>, MadeExact},
    {"reset_outside_window_resets", "A reset outside the window resets.", "segment_in_state",
     "segment_in_state/rst_*outside_window*", Arrives<IsResetOutside>, MadeExact},
    {"reset_right_of_window_resets", "A reset beyond the window resets.", "segment_in_state",
     "segment_in_state/rst_*outside_window*", Arrives<IsRightOfWindow>, MadeExact},
    {"reset_outside_window_challenged", "A reset outside the window is answered by an ACK.",
     "segment_in_state", "segment_in_state/rst_*outside_window*", Arrives<IsResetOutside>,
     MadeInside},
    {"reset_outside_window_answered_by_reset", "A reset outside the window is answered by a reset.",
     "segment_in_state", "segment_in_state/rst_*outside_window*", Arrives<IsResetOutside>,
     AnsweredByReset},
    {"reset_at_number_of_fin_resets", "A reset at the number of the peer's FIN resets.",
     "segment_in_state", "segment_in_state/rst_*at_fin_sequence*", Arrives<IsAtFin>, MadeExact},
    {"reset_at_number_of_fin_challenged", "A reset at the number of the peer's FIN gets an ACK.",
     "segment_in_state", "segment_in_state/rst_*at_fin_sequence*", Arrives<IsAtFin>, MadeInside},
    {"exact_reset_ignored", "A reset at RCV.NXT is ignored.", "segment_in_state",
     "segment_in_state/rst_*at_rcv_nxt* reset_delivery/*", Arrives<IsExactReset>, MadeOutside},
    {"exact_reset_challenged", "A reset at RCV.NXT is answered by an ACK and kept out.",
     "segment_in_state", "segment_in_state/rst_*at_rcv_nxt*", Arrives<IsExactReset>, MadeInside},
    {"exact_reset_answered_by_reset", "A reset at RCV.NXT resets, but is answered by a reset.",
     "segment_in_state", "segment_in_state/rst_*at_rcv_nxt*", Arrives<IsExactReset>,
     AnsweredByReset},
    {"exact_reset_answered_by_ack", "A reset at RCV.NXT resets, but is answered by an ACK.",
     "segment_in_state", "segment_in_state/rst_*at_rcv_nxt*", Arrives<IsExactReset>, AnsweredByAck},
    {"exact_reset_taken_for_fin", "A reset at RCV.NXT ends the stream like a FIN.",
     "segment_in_state", "segment_in_state/rst_*at_rcv_nxt* reset_delivery/*",
     Arrives<IsExactReset>, MadeFin},
    {"reset_without_ack_ignored", "A reset at RCV.NXT without the ACK bit is ignored.",
     "segment_in_state", "segment_in_state/rst_*at_rcv_nxt*", Arrives<HasNoAck>, Lost},
    {"reset_judged_by_its_ack", "A reset at RCV.NXT with an odd acknowledgement is ignored.",
     "segment_in_state", "segment_in_state/rst_ack_*any_ack*", Arrives<HasOddAck>, Lost},
    {"reset_after_fin_ignored", "A reset after the peer's FIN is ignored.", "segment_in_state",
     "segment_in_state/rst_*close_wait* segment_in_state/rst_*closing* "
     "segment_in_state/rst_*last_ack*",
     Arrives<ComesAfterFin>, Lost},
    {"reset_with_payload_ignored", "A reset that carries octets is ignored.", "reset_delivery",
     "reset_delivery/*payload*", Arrives<HasPayload>, Lost},
    {"reset_with_fin_taken_for_fin", "Of a segment with RST and FIN only the FIN counts.",
     "reset_delivery", "reset_delivery/*fin_in_same_segment*", Arrives<HasFin>, MadeFin},
    {"reset_at_zero_window_ignored", "A reset is ignored while the SUT's window is zero.",
     "fin_delivery", "fin_delivery/rst_at_zero_window*", Arrives<MeetsZeroWindow>, Lost},
    {"reset_of_half_open_ignored", "A reset in SYN_RECEIVED is ignored.", "segment_in_state",
     "segment_in_state/rst_*syn_received*", Arrives<ComesToHalfOpen>, Lost},
    {"reset_answered_always", "Every reset is answered by an ACK.", "segment_in_state",
     "segment_in_state/rst_*outside_window*", Arrives<IsAnyKnownReset>, AnsweredByAck},
    {"reset_without_ack_refuses", "In SYN_SENT a reset that acknowledges nothing refuses.",
     "segment_in_state", "segment_in_state/rst_*syn_sent*", Arrives<IsNoRefusal>, MadeRefusal},
    {"refusal_ignored", "In SYN_SENT a reset that acknowledges the SYN is ignored.",
     "segment_in_state", "segment_in_state/rst_*syn_sent* connecting/* blocked_calls/*",
     Arrives<IsRefusal>, Lost},
    {"reset_in_syn_sent_answered", "In SYN_SENT a reset is answered by a reset.",
     "segment_in_state", "segment_in_state/rst_*syn_sent*",
     [](const Passing& p) { return Arrives<IsRefusal>(p) || Arrives<IsNoRefusal>(p); },
     AnsweredByReset},
    {"stray_reset_answered", "In LISTEN and CLOSED a reset is answered by a reset.",
     "segment_in_state", "segment_in_state/rst_*listen* segment_in_state/rst_*closed*",
     Arrives<IsStrayReset>, AnsweredByReset},
};

}  // namespace

LinkFaults ResetFaults() { return kFaults; }

}  // namespace closespec
