#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

// What comes so late has crossed nothing.
constexpr milliseconds kTooLate{700};

bool SendsText(const Passing& p) {
  return p.direction == Direction::kFromSut && !p.packet.payload.empty();
}
bool RepeatsText(const Passing& p) {
  return SendsText(p) && IsRetransmission(SegmentOf(p.packet), p.talk.sut);
}
bool SendsNewText(const Passing& p) { return SendsText(p) && !RepeatsText(p); }
bool SendsTextAfterPeersFin(const Passing& p) { return SendsText(p) && HasReceivedFin(p.State()); }
bool SendsTextAndFin(const Passing& p) { return SendsText(p) && p.packet.flags.fin; }
bool AcksAfterOwnFin(const Passing& p) {
  return p.direction == Direction::kFromSut && p.talk.sut.fin_sent && !p.packet.flags.rst &&
         !p.packet.flags.fin && !p.talk.sut.fin_received;
}
// All that was sent is acknowledged now.
bool IsAckOfText(const Arrival& a) {
  return IsSynchronized(a.state) && a.packet.flags.ack && !a.packet.flags.rst && a.sut.snd_nxt &&
         a.packet.ack == *a.sut.snd_nxt && *a.sut.snd_una < *a.sut.snd_nxt && !a.sut.fin_sent;
}

Fate Repeated(const Passing& p) {
  Packet again = AckOfSut(p);
  again.flags.psh = true;
  again.seq = *p.talk.sut.snd_una;
  again.payload.assign(1, std::byte{'?'});
  return WithFromSut(p, again, kTooLate);
}

constexpr LinkFault kFaults[] = {
    // Of what arrives
    {"text_unacknowledged", "Octets are taken and not acknowledged.", "segment_in_state",
     "segment_in_state/data_in_*at_rcv_nxt", AckAnswers<IsNextText>, Lost},
    {"text_acknowledged_short", "The acknowledgement of octets leaves out the last.",
     "segment_in_state", "segment_in_state/data_*at_rcv_nxt", AckAnswers<IsNextText>,
     [](const Passing& p) { return Altered(p, [](Packet& ack) { ack.ack = ack.ack + -1; }); }},
    {"text_acknowledged_beyond", "The acknowledgement of octets covers one more.",
     "segment_in_state", "segment_in_state/data_*at_rcv_nxt", AckAnswers<IsNextText>,
     [](const Passing& p) { return Altered(p, [](Packet& ack) { ack.ack = ack.ack + 1; }); }},
    {"text_acknowledged_late", "Octets are acknowledged after 700 ms.", "segment_in_state",
     "segment_in_state/data_*at_rcv_nxt", AckAnswers<IsNextText>,
     [](const Passing& p) { return Delayed(p, kTooLate); }},
    {"text_gets_reset", "Octets are taken and answered by a reset.", "segment_in_state",
     "segment_in_state/data_in_*at_rcv_nxt", AckAnswers<IsNextText>,
     [](const Passing& p) { return Instead(p, ResetOfSut(p)); }},
    {"window_shut_after_own_fin", "After its own FIN the SUT says that it takes no more octets.",
     "fin_delivery", "fin_delivery/window_stays_open_in_fin_wait_2 segment_in_state/*fin_wait*",
     AcksAfterOwnFin,
     [](const Passing& p) { return Altered(p, [](Packet& packet) { packet.window = 0; }); }},
    // Of what the SUT sends
    {"sent_text_lost", "Octets of the SUT never come, not even repeated.", "segment_in_state",
     "fin_delivery/* orderly_release/* segment_in_state/*close_wait*", SendsText, Lost},
    {"sent_text_not_repeated", "Octets of the SUT are not repeated when they are lost.", "loss",
     "loss/* fin_delivery/* network_errors/data_is_repeated_for_a_hundred_seconds", RepeatsText,
     Lost},
    {"sent_text_at_other_number", "Octets of the SUT come one number too high.", "segment_in_state",
     "segment_in_state/* fin_delivery/*", SendsText,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) { packet.seq = packet.seq + 1; });
     }},
    {"sent_text_lost_in_close_wait", "After the peer's FIN octets of the SUT are lost.",
     "segment_in_state",
     "fin_delivery/closing_segments_carry_timestamp segment_in_state/*close_wait* half_close/*",
     SendsTextAfterPeersFin, Lost},
    {"sent_text_resets_in_close_wait", "After the peer's FIN the SUT resets instead of sending.",
     "segment_in_state", "segment_in_state/*close_wait* half_close/*", SendsTextAfterPeersFin,
     [](const Passing& p) { return Instead(p, ResetOfSut(p)); }},
    {"sent_text_shortened", "The last octet of each segment of the SUT is missing.",
     "orderly_release", "orderly_release/* segment_in_state/* fin_delivery/*", SendsText,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) { packet.payload.pop_back(); });
     }},
    {"sent_text_overtaken", "What the SUT sends next comes before its octets.", "fin_delivery",
     "fin_delivery/* loss/* orderly_release/*", SendsNewText, BehindNext},
    {"fin_lost_from_sent_text", "A FIN that goes with octets is lost, and not sent alone.",
     "orderly_release", "orderly_release/fin_rides* fin_delivery/*", SendsTextAndFin,
     [](const Passing& p) { return Altered(p, [](Packet& packet) { packet.flags.fin = false; }); }},
    {"acknowledged_text_repeated", "Octets of the SUT come again after their acknowledgement.",
     "fin_delivery", "segment_in_state/ack_in_close_wait_current fin_delivery/*",
     Arrives<IsAckOfText>, Repeated},
    {"ack_of_text_overlooked", "Acknowledgements of octets do not count.", "segment_in_state",
     "segment_in_state/ack_in_close_wait_current fin_delivery/*", Arrives<IsAckOfText>,
     [](const Passing& p) {
       return Altered(p, [&](Packet& packet) { packet.ack = *p.talk.sut.snd_una; });
     }},
};

}  // namespace

LinkFaults DataFaults() { return kFaults; }

}  // namespace closespec
