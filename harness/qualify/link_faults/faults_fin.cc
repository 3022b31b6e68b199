#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{50};
// Of repeating without waiting longer each time.
constexpr milliseconds kPeriod{300};
constexpr int kRepetitions = 6;

bool SendsFin(const Passing& p) { return p.direction == Direction::kFromSut && p.packet.flags.fin; }
bool RepeatsFin(const Passing& p) {
  return SendsFin(p) && IsRetransmission(SegmentOf(p.packet), p.talk.sut);
}
bool SendsFirstFin(const Passing& p) { return SendsFin(p) && !RepeatsFin(p); }
bool RepeatsFinAfterPeers(const Passing& p) { return RepeatsFin(p) && HasReceivedFin(p.State()); }
bool SendsFinInCloseWait(const Passing& p) {
  return SendsFin(p) && HasReceivedFin(p.State()) && !p.talk.sut_closed_first;
}
bool SendsFinAgainstClosedWindow(const Passing& p) {
  return p.direction == Direction::kFromSut && p.talk.peer_window == 0 &&
         IsSynchronized(p.State()) && !p.packet.flags.rst;
}

Fate ResetInstead(const Passing& p) { return Instead(p, ResetOfSut(p)); }
Fate AtOtherNumber(const Passing& p) {
  return Altered(p, [](Packet& fin) { fin.seq = fin.seq + 1; });
}
Fate WithoutAck(const Passing& p) {
  return Altered(p, [](Packet& fin) {
    fin.flags.ack = false;
    fin.ack = {};
  });
}
Fate AcknowledgingLess(const Passing& p) {
  return Altered(p, [](Packet& fin) { fin.ack = fin.ack + -1; });
}
Fate AckInstead(const Passing& p) {
  return Altered(p, [](Packet& fin) { fin.flags.fin = false; });
}
Fate ResetBehind(const Passing& p) {
  Packet reset = ResetOfSut(p);
  reset.seq = p.packet.seq + static_cast<std::int64_t>(p.packet.payload.size()) + 1;
  return WithFromSut(p, reset, kSoon);
}
Fate SecondFinBehind(const Passing& p) {
  Packet second = p.packet;
  second.payload.clear();
  second.seq = p.packet.seq + static_cast<std::int64_t>(p.packet.payload.size()) + 1;
  return WithFromSut(p, second, kSoon);
}
Fate TextBehind(const Passing& p) {
  Packet text = p.packet;
  text.flags = {.psh = true, .ack = true};
  text.payload = {std::byte{'?'}};
  text.seq = p.packet.seq + static_cast<std::int64_t>(p.packet.payload.size()) + 1;
  return WithFromSut(p, text, kSoon);
}
Fate RepeatedEvenly(const Passing& p) {
  Fate fate = Unaltered(p);
  for (int i = 1; i <= kRepetitions; ++i) fate.push_back(Going(p.direction, p.packet, kPeriod * i));
  return fate;
}
Fate FinAgain(const Passing& p) { return WithFromSut(p, FinOfSut(p), kSoon); }
Fate FinAddedToAck(const Passing& p) {
  return Altered(p, [](Packet& packet) { packet.flags.fin = true; });
}

constexpr LinkFault kFaults[] = {
    {"sent_fin_lost", "The SUT's FIN never comes, not even repeated.", "fin_delivery",
     "fin_delivery/* orderly_release/*", SendsFin, Lost},
    {"sent_fin_in_close_wait_lost", "After the peer's FIN the SUT sends none itself.",
     "fin_delivery", "fin_delivery/*last_ack* orderly_release/* segment_in_state/*close_wait*",
     SendsFinInCloseWait, Lost},
    {"sent_fin_not_repeated", "The SUT's FIN is not repeated.", "fin_delivery",
     "fin_delivery/fin_is_retransmitted* segment_in_state/*fin_wait_1* loss/* "
     "network_errors/hard_icmp_in_*",
     RepeatsFin, Lost},
    {"sent_fin_not_repeated_after_peers", "The SUT's FIN is not repeated once the peer's is there.",
     "fin_delivery", "fin_delivery/*closing* fin_delivery/*last_ack* segment_in_state/*closing*",
     RepeatsFinAfterPeers, Lost},
    {"sent_fin_repeated_at_other_number", "The repeated FIN has another number.", "fin_delivery",
     "fin_delivery/fin_is_retransmitted* segment_in_state/*fin_wait_1*", RepeatsFin, AtOtherNumber},
    {"sent_fin_repeated_with_old_ack", "The repeated FIN does not acknowledge the peer's.",
     "fin_delivery", "fin_delivery/*closing* fin_delivery/*last_ack*", RepeatsFinAfterPeers,
     AcknowledgingLess},
    {"sent_fin_repeated_evenly", "The FIN is repeated every 300 ms, never less often.",
     "fin_delivery", "fin_delivery/fin_is_retransmitted*", SendsFirstFin, RepeatedEvenly},
    {"sent_fin_repeated_evenly_after_peers",
     "Once the peer's FIN is there the SUT's is repeated every 300 ms.", "fin_delivery",
     "fin_delivery/*closing* fin_delivery/last_fin*", RepeatsFinAfterPeers, RepeatedEvenly},
    {"sent_fin_repeated_after_ack", "The SUT's FIN comes again after its acknowledgement.",
     "segment_in_state", "segment_in_state/ack_*of_fin segment_in_state/*covering_fin",
     Arrives<IsAckOfFin>, FinAgain},
    {"sent_fin_is_reset", "The SUT sends a reset where it should send a FIN.", "orderly_release",
     "orderly_release/* fin_delivery/*", SendsFin, ResetInstead},
    {"sent_fin_at_other_number", "The SUT's FIN is one number too high.", "orderly_release",
     "orderly_release/* fin_delivery/*", SendsFin, AtOtherNumber},
    {"sent_fin_without_ack", "The SUT's FIN has no ACK bit.", "orderly_release",
     "orderly_release/* fin_delivery/*", SendsFin, WithoutAck},
    {"sent_fin_acknowledges_less", "The SUT's FIN does not acknowledge all that came.",
     "orderly_release", "orderly_release/* fin_delivery/*", SendsFin, AcknowledgingLess},
    {"sent_fin_is_ack", "An empty ACK comes in place of the SUT's FIN.", "orderly_release",
     "orderly_release/* fin_delivery/*", SendsFin, AckInstead},
    {"reset_behind_sent_fin", "The SUT sends a reset behind its FIN.", "orderly_release",
     "orderly_release/* fin_delivery/* segment_in_state/*fin_wait_2*", SendsFirstFin, ResetBehind},
    {"second_fin_behind_sent_fin", "The SUT sends a second FIN behind its FIN.", "orderly_release",
     "orderly_release/*second_fin* half_close/* fin_delivery/*", SendsFirstFin, SecondFinBehind},
    {"text_behind_sent_fin", "The SUT sends an octet behind its FIN.", "orderly_release",
     "orderly_release/* fin_delivery/*", SendsFirstFin, TextBehind},
    {"sent_fin_overtaken", "What the SUT sends next comes before its FIN.", "loss",
     "loss/* fin_delivery/*", SendsFirstFin, BehindNext},
    {"fin_sent_before_window_opens", "A FIN comes while octets wait for the peer's window.",
     "fin_delivery", "fin_delivery/*zero_window*", SendsFinAgainstClosedWindow, FinAddedToAck},
};

}  // namespace

LinkFaults FinFaults() { return kFaults; }

}  // namespace closespec
