#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

// RFC 9293 3.8.6.3: an acknowledgement comes within half a second.
constexpr milliseconds kTooLate{700};
// More than any limit of challenge ACKs lets through.
constexpr int kFlood = 12;

bool IsChallenged(const Arrival& a) { return IsResetInside(a) || IsSynInConnection(a); }
bool IsRefused(const Arrival& a) { return IsOutside(a) || IsAckBeyond(a) || IsChallenged(a); }
bool IsIgnored(const Arrival& a) {
  return LacksAckInConnection(a) || IsCurrentAck(a) || IsAckOfFin(a) || IsAckButNotOfFin(a);
}
bool IsAckAlone(const Arrival& a) { return a.Length() == 0 && IsIgnored(a); }
bool IsAcknowledgedFin(const Arrival& a) { return IsNextFin(a) || IsRepeatedFin(a); }

Fate Unanswered(const Passing& p) { return Lost(p); }
Fate SeqLower(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.seq = ack.seq + -1; });
}
Fate SeqHigher(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.seq = ack.seq + 1; });
}
Fate AckLower(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.ack = ack.ack + -1; });
}
Fate AckHigher(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.ack = ack.ack + 1; });
}
Fate AcknowledgesStimulus(const Passing& p) {
  const auto answered = p.Answered();
  return Altered(p, [&](Packet& ack) { ack.ack = answered->packet.seq + answered->Length(); });
}
// RFC 9293 3.5.2 group 2, where group 3 holds.
Fate ResetInstead(const Passing& p) { return Instead(p, ResetOfSut(p)); }
Fate SynAckInstead(const Passing& p) {
  return Altered(p, [&](Packet& ack) {
    ack.flags = {.syn = true, .ack = true};
    ack.seq = p.talk.sut.iss.value_or(ack.seq);
  });
}
Fate FinInstead(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.flags.fin = true; });
}
Fate OctetAdded(const Passing& p) {
  return Altered(p, [](Packet& ack) { ack.payload = {std::byte{'?'}}; });
}
Fate Flooded(const Passing& p) { return Fate(kFlood, Going(p.direction, p.packet)); }
Fate Late(const Passing& p) { return Delayed(p, kTooLate); }

Fate AckAdded(const Passing& p) { return WithFromSut(p, AckOfSut(p)); }
Fate ResetAdded(const Passing& p) { return WithFromSut(p, ResetOfSut(p)); }

constexpr LinkFault kFaults[] = {
    // Challenge ACKs and acknowledgements of unacceptable segments
    {"reset_inside_window_unanswered", "A reset inside the window changes nothing and gets no ACK.",
     "segment_in_state", "segment_in_state/rst_*in_window*", AckAnswers<IsResetInside>, Unanswered},
    {"syn_in_connection_unanswered", "A SYN in a connection changes nothing and gets no ACK.",
     "segment_in_state", "segment_in_state/syn_*in_*", AckAnswers<IsSynInConnection>, Unanswered},
    {"outside_window_unanswered", "A segment outside the window gets no ACK.", "segment_in_state",
     "segment_in_state/*outside_window*", AckAnswers<IsOutside>, Unanswered},
    {"ack_beyond_unanswered", "An acknowledgement of what was never sent gets no ACK.",
     "segment_in_state", "segment_in_state/*beyond_snd_nxt*", AckAnswers<IsAckBeyond>, Unanswered},
    {"challenge_with_lower_number", "A challenge ACK has a sequence number below SND.NXT.",
     "segment_in_state", "segment_in_state/rst_*in_window* segment_in_state/syn_*in_*",
     AckAnswers<IsChallenged>, SeqLower},
    {"challenge_with_higher_number", "A challenge ACK has a sequence number above SND.NXT.",
     "segment_in_state", "segment_in_state/rst_*in_window* segment_in_state/syn_*in_*",
     AckAnswers<IsChallenged>, SeqHigher},
    {"challenge_acknowledges_stimulus", "A challenge ACK acknowledges what it challenges.",
     "segment_in_state", "segment_in_state/rst_*in_window* segment_in_state/syn_*in_*",
     AckAnswers<IsChallenged>, AcknowledgesStimulus},
    {"refusal_with_lower_number", "The ACK of an unacceptable segment is below SND.NXT.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*beyond_snd_nxt*",
     AckAnswers<IsRefused>, SeqLower},
    {"refusal_with_lower_ack", "The ACK of an unacceptable segment acknowledges less than RCV.NXT.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*beyond_snd_nxt*",
     AckAnswers<IsRefused>, AckLower},
    {"refusal_with_higher_ack",
     "The ACK of an unacceptable segment acknowledges more than RCV.NXT.", "segment_in_state",
     "segment_in_state/*outside_window* segment_in_state/*beyond_snd_nxt*", AckAnswers<IsRefused>,
     AckHigher},
    {"refusal_acknowledges_stimulus",
     "The ACK of an unacceptable segment acknowledges that segment.", "segment_in_state",
     "segment_in_state/data_*outside_window* segment_in_state/*beyond_snd_nxt*",
     AckAnswers<IsRefused>, AcknowledgesStimulus},
    {"refusal_by_reset", "An unacceptable segment gets a reset instead of an ACK.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*beyond_snd_nxt*",
     AckAnswers<IsRefused>, ResetInstead},
    {"refusal_by_syn_ack", "A SYN in a connection gets a SYN,ACK.", "segment_in_state",
     "segment_in_state/syn_in_*", AckAnswers<IsSynInConnection>, SynAckInstead},
    {"refusal_with_fin", "The ACK of an unacceptable segment carries a FIN.", "segment_in_state",
     "segment_in_state/*outside_window* segment_in_state/*in_window*", AckAnswers<IsRefused>,
     FinInstead},
    {"refusal_with_octet", "The ACK of an unacceptable segment carries an octet.",
     "segment_in_state", "segment_in_state/*outside_window* segment_in_state/*in_window*",
     AckAnswers<IsRefused>, OctetAdded},
    {"challenges_without_limit", "Each challenge is made a dozen times.", "segment_in_state",
     "segment_in_state/rst_burst*", AckAnswers<IsChallenged>, Flooded},
    // Answers where none is called for
    {"missing_ack_bit_answered", "A segment without the ACK bit gets an ACK.", "segment_in_state",
     "segment_in_state/fin_in_*_without_ack segment_in_state/noflags_in_*",
     Arrives<LacksAckInConnection>, AckAdded},
    {"missing_ack_bit_answered_by_reset", "A segment without the ACK bit gets a reset.",
     "segment_in_state", "segment_in_state/fin_in_* segment_in_state/noflags_in_*",
     Arrives<LacksAckInConnection>, ResetAdded},
    {"acks_are_acknowledged", "An acknowledgement that says nothing new gets an ACK.",
     "segment_in_state", "segment_in_state/ack_*current segment_in_state/ack_*of_fin",
     Arrives<IsAckAlone>, AckAdded},
    {"acks_get_resets", "An acknowledgement that says nothing new gets a reset.",
     "segment_in_state", "segment_in_state/ack_*current segment_in_state/ack_*of_fin",
     Arrives<IsAckAlone>, ResetAdded},
    {"text_after_fin_gets_reset", "Octets behind the peer's FIN get a reset.", "segment_in_state",
     "segment_in_state/data_in_close_wait* segment_in_state/data_*last_ack*",
     Arrives<IsTextAfterFin>, ResetAdded},
    {"text_after_fin_acknowledged", "Octets behind the peer's FIN are acknowledged.",
     "segment_in_state", "segment_in_state/data_in_*", Arrives<IsTextAfterFin>,
     [](const Passing& p) {
       Packet ack = AckOfSut(p);
       ack.ack = p.packet.seq + static_cast<std::int64_t>(p.packet.payload.size());
       return WithFromSut(p, ack);
     }},
    {"ack_too_old_gets_reset", "An acknowledgement that is far too old gets a reset.",
     "segment_in_state", "segment_in_state/*too_old*", Arrives<IsAckTooOld>, ResetAdded},
    // Acknowledgements of FINs
    {"fin_unacknowledged", "The peer's FIN is taken and not acknowledged.", "segment_in_state",
     "segment_in_state/fin_ack_*at_rcv_nxt fin_delivery/*", AckAnswers<IsAcknowledgedFin>,
     Unanswered},
    {"fin_acknowledged_short", "The acknowledgement of the peer's FIN does not cover it.",
     "segment_in_state", "segment_in_state/fin_ack_*at_rcv_nxt fin_delivery/*",
     AckAnswers<IsAcknowledgedFin>, AckLower},
    {"fin_acknowledged_beyond", "The acknowledgement of the peer's FIN covers one number more.",
     "segment_in_state", "segment_in_state/fin_ack_*at_rcv_nxt fin_delivery/*",
     AckAnswers<IsAcknowledgedFin>, AckHigher},
    {"fin_acknowledged_late", "The peer's FIN is acknowledged after 700 ms.", "fin_delivery",
     "fin_delivery/fin_is_acknowledged* segment_in_state/fin_ack_*at_rcv_nxt",
     AckAnswers<IsNextFin>, Late},
    {"fin_acknowledged_by_reset", "The peer's FIN is answered by a reset.", "segment_in_state",
     "segment_in_state/fin_ack_*at_rcv_nxt fin_delivery/*", AckAnswers<IsAcknowledgedFin>,
     ResetInstead},
    {"fin_answered_by_fin", "The SUT answers the peer's FIN with its own before it closes.",
     "segment_in_state", "segment_in_state/fin_ack_in_established*", AckAnswers<IsNextFin>,
     FinInstead},
    {"repeated_fin_unacknowledged", "The peer's FIN is not acknowledged again.", "segment_in_state",
     "segment_in_state/fin_ack_*retransmitted* time_wait/*", AckAnswers<IsRepeatedFin>, Unanswered},
};

}  // namespace

LinkFaults AnswerFaults() { return kFaults; }

}  // namespace closespec
