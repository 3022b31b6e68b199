#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{50};

bool SendsReset(const Passing& p) {
  return p.direction == Direction::kFromSut && p.packet.flags.rst;
}
// The form that RFC 9293 3.5.2 gives the answer to a segment with ACK, and that to one without.
bool SendsBareReset(const Passing& p) { return SendsReset(p) && !p.packet.flags.ack; }
bool SendsResetWithAck(const Passing& p) { return SendsReset(p) && p.packet.flags.ack; }
bool SendsFirstAbort(const Passing& p) {
  return SendsReset(p) && IsSynchronized(p.State()) && !p.talk.sut.reset_sent;
}

Fate AtOtherNumber(const Passing& p) {
  return Altered(p, [](Packet& reset) { reset.seq = reset.seq + 1; });
}
Fate AcknowledgingMore(const Passing& p) {
  return Altered(p, [](Packet& reset) { reset.ack = reset.ack + 1; });
}
Fate AckInstead(const Passing& p) {
  return Altered(p, [&](Packet& reset) {
    reset.flags = {.ack = true};
    reset.ack = p.RcvNxt();
    reset.window = 1;
  });
}
Fate FinInstead(const Passing& p) {
  return Altered(p, [&](Packet& reset) {
    reset.flags = {.fin = true, .ack = true};
    reset.ack = p.RcvNxt();
    reset.window = 1;
  });
}
Fate WithAck(const Passing& p) {
  return Altered(p, [&](Packet& reset) {
    reset.flags.ack = true;
    reset.ack = p.RcvNxt();
  });
}
Fate WithoutAck(const Passing& p) {
  return Altered(p, [](Packet& reset) {
    reset.flags.ack = false;
    reset.ack = {};
  });
}
Fate WithOctet(const Passing& p) {
  return Altered(p, [](Packet& reset) { reset.payload = {std::byte{'?'}}; });
}
Fate SynAckInstead(const Passing& p) {
  const auto answered = p.Answered();
  if (!answered || !answered->packet.flags.syn) return Unaltered(p);
  return Altered(p, [&](Packet& reset) {
    reset.flags = {.syn = true, .ack = true};
    reset.seq = SequenceNumber(1'000'000);
    reset.ack = answered->packet.seq + 1;
    reset.window = 1;
  });
}
Fate TextBehind(const Passing& p) {
  Packet text = AckOfSut(p);
  text.flags.psh = true;
  text.payload = {std::byte{'?'}};
  return WithFromSut(p, text, kSoon);
}

constexpr LinkFault kFaults[] = {
    {"sent_reset_lost", "Where the SUT should send a reset it sends nothing.", "segment_in_state",
     "segment_in_state/*_in_closed segment_in_state/*_in_listen segment_in_state/*wrong_ack "
     "unread_data/* abortive_release/*",
     SendsReset, Lost},
    {"sent_reset_at_other_number", "The SUT's resets are one number too high.", "segment_in_state",
     "segment_in_state/*_in_closed segment_in_state/*_in_listen segment_in_state/*wrong_ack",
     SendsReset, AtOtherNumber},
    {"sent_reset_acknowledges_more", "A reset with ACK acknowledges one number too much.",
     "segment_in_state", "segment_in_state/*_in_closed", SendsResetWithAck, AcknowledgingMore},
    {"sent_reset_without_its_ack", "A reset that must have the ACK bit lacks it.",
     "segment_in_state", "segment_in_state/*_in_closed", SendsResetWithAck, WithoutAck},
    {"sent_reset_with_ack", "A reset that must not have the ACK bit has it.", "segment_in_state",
     "segment_in_state/*_in_closed segment_in_state/*_in_listen segment_in_state/*wrong_ack",
     SendsBareReset, WithAck},
    {"sent_reset_with_octet", "The SUT's resets carry an octet.", "segment_in_state",
     "segment_in_state/*_in_closed segment_in_state/*_in_listen", SendsReset, WithOctet},
    {"sent_reset_is_ack", "An ACK comes in place of the SUT's resets.", "segment_in_state",
     "segment_in_state/*_in_closed segment_in_state/*_in_listen", SendsReset, AckInstead},
    {"sent_reset_is_fin", "A FIN comes in place of the SUT's resets.", "abortive_release",
     "abortive_release/* unread_data/* segment_in_state/*_in_closed", SendsReset, FinInstead},
    {"syn_to_closed_port_answered_by_syn_ack", "A SYN to a closed port gets a SYN,ACK.",
     "segment_in_state", "segment_in_state/syn_*in_closed", SendsReset, SynAckInstead},
    {"text_behind_sent_reset", "The SUT sends an octet behind its reset.", "abortive_release",
     "abortive_release/* unread_data/*", SendsFirstAbort, TextBehind},
};

}  // namespace

LinkFaults SentResetFaults() { return kFaults; }

}  // namespace closespec
