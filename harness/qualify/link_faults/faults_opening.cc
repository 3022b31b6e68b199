#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

// A time that no maximum segment lifetime explains.
constexpr milliseconds kShortTimeWait{5000};
constexpr int kFarAhead = 100'000;
constexpr int kBelow = -1000;

bool SendsSyn(const Passing& p) { return p.direction == Direction::kFromSut && p.packet.flags.syn; }
bool SendsSynAck(const Passing& p) { return SendsSyn(p) && p.packet.flags.ack; }
bool RepeatsSyn(const Passing& p) { return SendsSyn(p) && p.packet.seq == p.talk.sut.iss; }
bool SendsNewIncarnation(const Passing& p) {
  return SendsSynAck(p) && p.talk.sut.iss && p.packet.seq != *p.talk.sut.iss && p.talk.sut.fin_sent;
}
bool CompletesHandshake(const Passing& p) {
  const auto answered = p.Answered();
  return answered && answered->state == SutState::kSynSent && answered->packet.flags.syn &&
         IsBareAck(p.packet);
}

bool IsFirstSyn(const Arrival& a) {
  return a.state == SutState::kNone && a.packet.flags.syn && !a.packet.flags.ack &&
         !a.packet.flags.rst;
}
bool IsSynReset(const Arrival& a) { return a.packet.flags.syn && a.packet.flags.rst; }
bool IsSynFin(const Arrival& a) { return IsFirstSyn(a) && a.packet.flags.fin; }
bool AcknowledgesSyn(const Arrival& a) {
  return a.packet.flags.ack && a.sut.snd_nxt && a.packet.ack == *a.sut.snd_nxt;
}
// For a SUT in SYN_SENT, without RST.
bool IsForSynSent(const Arrival& a) { return a.state == SutState::kSynSent && !a.packet.flags.rst; }
bool IsSimultaneousSyn(const Arrival& a) {
  return IsForSynSent(a) && a.packet.flags.syn && !a.packet.flags.ack;
}
bool IsAnswerToSyn(const Arrival& a) {
  return IsForSynSent(a) && a.packet.flags.syn && AcknowledgesSyn(a);
}
bool IsWrongAnswerToSyn(const Arrival& a) {
  return IsForSynSent(a) && a.packet.flags.ack && !AcknowledgesSyn(a);
}
bool IsWithoutSyn(const Arrival& a) { return IsForSynSent(a) && !a.packet.flags.syn; }
bool IsToHalfOpen(const Arrival& a) {
  return a.state == SutState::kSynReceived && !a.packet.flags.rst;
}
bool IsWrongAckOfSynAck(const Arrival& a) {
  return IsToHalfOpen(a) && !a.packet.flags.syn && a.packet.flags.ack && !AcknowledgesSyn(a);
}
bool IsAckOfSynAck(const Arrival& a) {
  return IsToHalfOpen(a) && !a.packet.flags.syn && AcknowledgesSyn(a) &&
         PlaceOf(a) == Place::kExact;
}
bool IsSynToHalfOpen(const Arrival& a) { return IsToHalfOpen(a) && a.packet.flags.syn; }
bool IsNewSynToHalfOpen(const Arrival& a) {
  return IsSynToHalfOpen(a) && PlaceOf(a) != Place::kLeft;
}
bool IsForListener(const Arrival& a) {
  return a.state == SutState::kNone && !a.packet.flags.syn && !a.packet.flags.rst;
}
bool LacksAckForListener(const Arrival& a) { return IsForListener(a) && LacksAck(a); }
bool IsSynInTimeWait(const Arrival& a) {
  return a.state == SutState::kTimeWait && a.packet.flags.syn && !a.packet.flags.rst;
}
bool IsFinAgainInTimeWait(const Arrival& a) {
  return a.state == SutState::kTimeWait && IsRepeatedFin(a);
}
bool IsAckInTimeWait(const Arrival& a) {
  return a.state == SutState::kTimeWait && !a.packet.flags.syn && !a.packet.flags.rst;
}
bool BeginsTimeWait(const Passing& p) {
  return AckAnswers<IsNextFin>(p) && p.State() == SutState::kTimeWait;
}
bool IsResetInTimeWait(const Arrival& a) {
  return a.state == SutState::kTimeWait && a.packet.flags.rst;
}

Fate AckHigher(const Passing& p) {
  return Altered(p, [](Packet& packet) { packet.ack = packet.ack + 1; });
}
Fate AckRepaired(const Passing& p) {
  return Altered(p, [&](Packet& packet) { packet.ack = p.SndNxt(); });
}
Fate MadeSynAck(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.flags = {.syn = true, .ack = true};
    packet.ack = p.SndNxt();
    packet.payload.clear();
  });
}
Fate MadeSyn(const Passing& p) {
  return Altered(p, [](Packet& packet) {
    packet.flags = {.syn = true};
    packet.payload.clear();
  });
}
Fate MadeReset(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    packet.flags = {.rst = true, .ack = true};
    packet.seq = p.RcvNxt();
    packet.ack = p.SndNxt();
    packet.options.clear();
    packet.payload.clear();
  });
}
Fate SoonEnded(const Passing& p) {
  Onward reset = MadeReset({Direction::kToSut, *p.talk.stimulus, p.talk}).front();
  reset.passage.after = kShortTimeWait;
  return {Going(p.direction, p.packet), reset};
}
// RFC 9293 3.5.2 group 1, as if no connection were there.
Fate AnsweredByReset(const Passing& p) {
  Packet reset = ResetOfSut(p);
  reset.flags.ack = true;
  reset.seq = {};
  reset.ack = p.packet.seq + Arrival{p.packet, p.talk.sut, SutState::kNone}.Length();
  return WithFromSut(p, reset);
}
Fate AnsweredByAck(const Passing& p) { return WithFromSut(p, AckOfSut(p)); }
// As high and as young as any SYN could be.
Fate MadeYoung(const Passing& p) {
  return Altered(p, [&](Packet& syn) {
    if (const auto timestamp = TimestampOf(syn)) {
      SetTimestamp({timestamp->value + kFarAhead, timestamp->echo}, syn);
    }
    syn.seq = p.RcvNxt() + kFarAhead;
  });
}
// The SUT itself never learns of it.
Fate AnsweredWithoutSut(const Passing& p) { return {Going(Direction::kFromSut, AckOfSut(p))}; }

constexpr LinkFault kFaults[] = {
    // LISTEN and CLOSED
    {"syn_ignored", "A SYN gets no answer.", "segment_in_state",
     "segment_in_state/syn_in_listen segment_in_state/*in_listen segment_in_state/syn_*in_closed",
     Arrives<IsFirstSyn>, Lost},
    {"syn_with_reset_opens", "A SYN with RST opens a connection.", "segment_in_state",
     "segment_in_state/syn_rst_in_listen", Arrives<IsSynReset>, MadeSyn},
    {"syn_with_fin_reset", "A SYN with FIN gets a reset.", "segment_in_state",
     "segment_in_state/syn_fin_in_listen", Arrives<IsSynFin>, AnsweredByReset},
    {"segment_without_ack_opens", "In LISTEN a segment without any bit opens a connection.",
     "segment_in_state", "segment_in_state/noflags_in_listen segment_in_state/fin_in_listen",
     Arrives<LacksAckForListener>, MadeSyn},
    {"segment_without_ack_gets_reset", "In LISTEN a segment without any bit gets a reset.",
     "segment_in_state", "segment_in_state/noflags_in_listen segment_in_state/fin_in_listen",
     Arrives<LacksAckForListener>, AnsweredByReset},
    {"segment_for_nobody_acknowledged", "In LISTEN and CLOSED whatever comes gets an ACK.",
     "segment_in_state", "segment_in_state/*_in_listen segment_in_state/*_in_closed",
     Arrives<IsForListener>, AnsweredByAck},
    {"sent_syn_ack_acknowledges_more", "The SYN,ACK acknowledges one number too much.",
     "segment_in_state", "segment_in_state/syn_in_listen segment_in_state/syn_in_syn_sent",
     SendsSynAck, AckHigher},
    {"sent_syn_ack_not_repeated", "The SYN,ACK is not repeated.", "segment_in_state",
     "segment_in_state/*syn_received*",
     [](const Passing& p) { return SendsSynAck(p) && RepeatsSyn(p); }, Lost},
    // SYN_RECEIVED
    {"handshake_never_complete", "The acknowledgement of the SYN,ACK does not count.",
     "segment_in_state", "segment_in_state/*in_syn_received_acking_syn", Arrives<IsAckOfSynAck>,
     Lost},
    {"handshake_completed_by_wrong_ack", "A wrong acknowledgement completes the handshake.",
     "segment_in_state", "segment_in_state/*in_syn_received_wrong_ack", Arrives<IsWrongAckOfSynAck>,
     AckRepaired},
    {"wrong_ack_ends_half_open", "A wrong acknowledgement ends a half-open connection.",
     "segment_in_state", "segment_in_state/*in_syn_received_wrong_ack", Arrives<IsWrongAckOfSynAck>,
     MadeReset},
    {"handshake_resets", "The acknowledgement of the SYN,ACK resets.", "segment_in_state",
     "segment_in_state/*in_syn_received_acking_syn", Arrives<IsAckOfSynAck>, MadeReset},
    {"repeated_syn_ignored", "A repeated SYN of a half-open connection gets no answer.",
     "segment_in_state", "segment_in_state/syn_in_syn_received_duplicate", Arrives<IsSynToHalfOpen>,
     Lost},
    {"repeated_syn_resets", "A SYN for a half-open connection resets it.", "segment_in_state",
     "segment_in_state/syn_in_syn_received_duplicate", Arrives<IsSynToHalfOpen>, MadeReset},
    {"new_syn_keeps_half_open", "A SYN in the window of a half-open connection changes nothing.",
     "segment_in_state", "segment_in_state/syn_*in_syn_received*", Arrives<IsNewSynToHalfOpen>,
     Lost},
    // SYN_SENT
    {"sent_syn_not_repeated", "The SYN is not repeated.", "connecting",
     "connecting/syn_timeout* connecting/syn_is_repeated_for_three_minutes "
     "segment_in_state/*syn_sent*",
     [](const Passing& p) { return RepeatsSyn(p) && !p.packet.flags.ack; }, Lost},
    {"answer_to_syn_ignored", "The SYN,ACK does not count.", "segment_in_state",
     "segment_in_state/syn_ack_in_syn_sent_acking_syn segment_in_state/*syn_sent*",
     Arrives<IsAnswerToSyn>, Lost},
    {"answer_to_syn_unacknowledged", "The SYN,ACK opens the connection and gets no ACK.",
     "segment_in_state", "segment_in_state/syn_ack_in_syn_sent_acking_syn", CompletesHandshake,
     Lost},
    {"wrong_answer_to_syn_taken", "A SYN,ACK for another SYN opens the connection.",
     "segment_in_state", "segment_in_state/syn_ack_in_syn_sent_wrong_ack",
     Arrives<IsWrongAnswerToSyn>, AckRepaired},
    {"wrong_answer_to_syn_refuses", "In SYN_SENT a wrong acknowledgement refuses the connection.",
     "segment_in_state", "segment_in_state/*syn_sent_wrong_ack", Arrives<IsWrongAnswerToSyn>,
     MadeReset},
    {"segment_in_syn_sent_opens", "In SYN_SENT a segment without SYN opens the connection.",
     "segment_in_state", "segment_in_state/*_in_syn_sent*", Arrives<IsWithoutSyn>, MadeSynAck},
    {"segment_in_syn_sent_refuses", "In SYN_SENT a segment without SYN refuses the connection.",
     "segment_in_state", "segment_in_state/*_in_syn_sent*", Arrives<IsWithoutSyn>, MadeReset},
    {"segment_in_syn_sent_acknowledged", "In SYN_SENT a segment without SYN gets an ACK.",
     "segment_in_state", "segment_in_state/*_in_syn_sent*", Arrives<IsWithoutSyn>, AnsweredByAck},
    {"simultaneous_syn_ignored", "In SYN_SENT a SYN gets no answer.", "segment_in_state",
     "segment_in_state/syn_*in_syn_sent", Arrives<IsSimultaneousSyn>, Lost},
    {"simultaneous_syn_refuses", "In SYN_SENT a SYN refuses the connection.", "segment_in_state",
     "segment_in_state/syn_*in_syn_sent", Arrives<IsSimultaneousSyn>, MadeReset},
    // TIME_WAIT
    {"syn_in_time_wait_ignored", "In TIME_WAIT no SYN is answered.", "time_wait",
     "time_wait/* segment_in_state/syn_*time_wait*", Arrives<IsSynInTimeWait>, Lost},
    {"syn_in_time_wait_always_taken", "In TIME_WAIT every SYN opens a connection.", "time_wait",
     "time_wait/* segment_in_state/syn_*time_wait*", Arrives<IsSynInTimeWait>, MadeYoung},
    {"new_incarnation_below_old", "A new connection begins below the old one's numbers.",
     "time_wait", "time_wait/*", SendsNewIncarnation,
     [](const Passing& p) {
       return Altered(p, [&](Packet& syn) { syn.seq = p.SndNxt() + kBelow; });
     }},
    {"time_wait_ended_by_segment", "Any segment ends TIME_WAIT.", "segment_in_state",
     "time_wait/other_segments_do_not_restart_time_wait segment_in_state/*time_wait* time_wait/*",
     Arrives<IsAckInTimeWait>, MadeReset},
    {"time_wait_cut_short", "TIME_WAIT is over after five seconds.", "time_wait",
     "time_wait/time_wait_lasts time_wait/retransmitted_fin_restarts_time_wait", BeginsTimeWait,
     SoonEnded},
    {"time_wait_not_restarted", "A repeated FIN does not restart TIME_WAIT.", "time_wait",
     "time_wait/retransmitted_fin_restarts_time_wait", Arrives<IsFinAgainInTimeWait>,
     AnsweredWithoutSut},
    {"reset_in_time_wait_lost", "In TIME_WAIT no reset counts.", "time_wait",
     "segment_in_state/rst_*time_wait* time_wait/*", Arrives<IsResetInTimeWait>, Lost},
};

}  // namespace

LinkFaults OpeningFaults() { return kFaults; }

}  // namespace closespec
