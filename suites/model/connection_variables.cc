#include "suites/model/connection_variables.h"

#include <algorithm>

namespace closespec {
namespace {

using OutOfOrder = ConnectionVariables::OutOfOrder;
using SynSeen = ConnectionVariables::SynSeen;

// RFC 7323 2.3: a larger shift count is used as 14.
constexpr std::uint8_t kLargestScale = 14;

SequenceNumber Later(SequenceNumber one, SequenceNumber other) { return one < other ? other : one; }
SequenceNumber Earlier(SequenceNumber one, SequenceNumber other) {
  return one < other ? one : other;
}
void Raise(std::optional<SequenceNumber>& variable, SequenceNumber value) {
  variable = variable ? Later(*variable, value) : value;
}

SynSeen SynOf(const Segment& segment) {
  return {segment.seq, segment.window_scale, segment.flags.ack};
}

// Moves rcv_nxt over the pieces that continue it; over pieces beyond the window only as far as the
// SUT acknowledges them.
void CloseHoles(std::optional<SequenceNumber> acknowledged, ConnectionVariables& v) {
  bool moved = true;
  while (moved) {
    moved = false;
    for (const OutOfOrder& piece : v.out_of_order) {
      if (piece.first > *v.rcv_nxt) continue;
      SequenceNumber reached = piece.second;
      if (!piece.in_window) reached = Earlier(reached, acknowledged.value_or(*v.rcv_nxt));
      if (reached <= *v.rcv_nxt) continue;
      v.rcv_nxt = reached;
      moved = true;
    }
  }
  std::erase_if(v.out_of_order, [&v](const OutOfOrder& piece) {
    const bool counted = piece.second <= *v.rcv_nxt;
    if (counted && piece.fin) v.fin_received = true;
    return counted;
  });
}

void Keep(const OutOfOrder& piece, ConnectionVariables& v) {
  const bool known = std::ranges::any_of(v.out_of_order, [&piece](const OutOfOrder& each) {
    return each.in_window == piece.in_window && each.first <= piece.first &&
           piece.second <= each.second && (each.fin || !piece.fin);
  });
  if (!known) v.out_of_order.push_back(piece);
}

void CountArrival(SequenceNumber first, SequenceNumber second, bool fin, ConnectionVariables& v) {
  if (first == second || v.fin_received) return;
  if (!v.rcv_nxt) {
    Keep({first, second, fin}, v);
    return;
  }
  if (second <= *v.rcv_nxt) return;
  // RFC 9293 3.10.7.4: what lies outside the window is trimmed off.
  const SequenceNumber edge = v.rcv_edge ? Later(*v.rcv_edge, *v.rcv_nxt) : second;
  if (second > edge) {
    Keep({Later(first, edge), second, fin, false}, v);
    second = edge;
    fin = false;
  }
  if (first < second) Keep({first, second, fin}, v);
  CloseHoles(std::nullopt, v);
}

void LearnScale(ConnectionVariables& v) {
  // A SUT that answers a SYN carries the option only if that SYN did (RFC 7323 2.2).
  const bool peer_offered = v.peer_syn ? v.peer_syn->window_scale.has_value() : v.sut_syn->ack;
  const bool both = v.sut_syn->window_scale && peer_offered;
  v.sut_window_scale = both ? std::min(*v.sut_syn->window_scale, kLargestScale) : 0;
}

void CountSynOfSut(const Segment& segment, ConnectionVariables& v) {
  const bool new_number = v.iss ? *v.iss != segment.seq : v.snd_nxt.has_value();
  if (new_number) {
    const auto answered = v.unanswered_syn;
    v = {};
    if (answered && segment.flags.ack && answered->seq + 1 == segment.ack) v.peer_syn = answered;
  }
  v.iss = segment.seq;
  v.sut_syn = SynOf(segment);
  if (!v.snd_una) v.snd_una = segment.seq;
  if (segment.flags.ack && !v.irs) {
    v.irs = segment.ack + -1;
    v.rcv_nxt = segment.ack;
  }
  LearnScale(v);
}

// False when the SUT does not take the SYN as its connection's.
bool CountSynOfPeer(const Segment& segment, ConnectionVariables& v) {
  const bool new_number = v.irs ? *v.irs != segment.seq : v.rcv_nxt.has_value();
  if (new_number && !v.reset_sent && !v.reset_received) {
    v.unanswered_syn = SynOf(segment);
    return false;
  }
  if (new_number) v = {};
  // RFC 9293 3.10.7.3: in SYN-SENT only the acknowledgement of the SUT's own SYN is acceptable.
  const bool answers = segment.flags.ack && v.iss;
  if (answers && (segment.ack <= *v.iss || segment.ack > *v.snd_nxt)) return false;
  if (!v.rcv_nxt) v.rcv_nxt = segment.seq + 1;
  v.irs = segment.seq;
  v.peer_syn = SynOf(segment);
  if (v.sut_syn) LearnScale(v);
  return true;
}

void CountWindow(const Segment& segment, ConnectionVariables& v) {
  const bool scale_known = v.sut_syn && (v.sut_syn->ack || v.peer_syn);
  if (!segment.flags.syn && !scale_known) return;
  // RFC 7323 2.2: the window of a SYN is never scaled.
  v.rcv_wnd = segment.flags.syn ? segment.window : segment.window << v.sut_window_scale;
  if (segment.flags.ack) Raise(v.rcv_edge, segment.ack + *v.rcv_wnd);
}

void CountFromSut(const Segment& segment, ConnectionVariables& v) {
  if (segment.flags.rst) {
    v.reset_sent = true;
    return;
  }
  if (segment.flags.syn) CountSynOfSut(segment, v);
  const std::uint32_t length = SegmentLength(segment);
  if (!v.snd_nxt || length > 0) Raise(v.snd_nxt, segment.seq + length);
  if (segment.flags.fin) v.fin_sent = true;
  if (segment.flags.ack) {
    Raise(v.last_ack_sent, segment.ack);
    if (!v.rcv_nxt) v.rcv_nxt = segment.ack;
    CloseHoles(segment.ack, v);
  }
  CountWindow(segment, v);
}

bool ResetIsInWindow(const Segment& segment, const ConnectionVariables& v) {
  if (v.rcv_nxt) {
    if (segment.seq == *v.rcv_nxt) return true;
    return segment.seq > *v.rcv_nxt && (!v.rcv_edge || segment.seq < *v.rcv_edge);
  }
  // RFC 9293 3.10.7.3: in SYN-SENT a RST must acknowledge the SYN.
  return !v.iss || (segment.flags.ack && segment.ack > *v.iss && segment.ack <= *v.snd_nxt);
}

// RFC 9293 3.10.7.4, fifth step: a segment that acknowledges what was never sent is dropped with
// all that it carries; in SYN-RECEIVED also one that does not acknowledge the SYN.
bool AcknowledgesWhatWasSent(const Segment& segment, const ConnectionVariables& v) {
  if (!segment.flags.ack) return true;
  if (v.snd_nxt && segment.ack > *v.snd_nxt) return false;
  const bool syn_received = v.iss && v.irs && v.snd_una == v.iss;
  return !syn_received || segment.flags.syn || segment.ack > *v.iss;
}

// RFC 9293 3.10.7.4, first step: what begins beyond the window is dropped with its acknowledgement;
// a window of zero still lets acknowledgements in.
bool BeginsBeyondWindow(const Segment& segment, const ConnectionVariables& v) {
  return v.rcv_nxt && v.rcv_edge && *v.rcv_nxt < *v.rcv_edge && segment.seq >= *v.rcv_edge;
}

void CountToSut(const Segment& segment, ConnectionVariables& v) {
  if (segment.checksum_correct == false) return;  // RFC 9293 3.1: not for the SUT to see
  if (segment.flags.rst) {
    if (ResetIsInWindow(segment, v)) v.reset_received = true;
    return;
  }
  if (segment.flags.syn && !CountSynOfPeer(segment, v)) return;
  const bool syn_sent = v.iss && !v.irs;
  // RFC 9293 3.10.7.4: a segment without the ACK bit is dropped.
  if (syn_sent || (!segment.flags.ack && !segment.flags.syn)) return;
  const SequenceNumber first = segment.seq + (segment.flags.syn ? 1 : 0);
  const SequenceNumber second = segment.seq + SegmentLength(segment);
  if (!AcknowledgesWhatWasSent(segment, v)) {
    // Dropped, unless the SUT says otherwise.
    if (v.rcv_nxt && second > *v.rcv_nxt) Keep({first, second, segment.flags.fin, false}, v);
    return;
  }
  if (segment.flags.ack && !BeginsBeyondWindow(segment, v)) Raise(v.snd_una, segment.ack);
  CountArrival(first, second, segment.flags.fin, v);
}

}  // namespace

void Count(const Segment& segment, Direction direction, ConnectionVariables& variables) {
  if (direction == Direction::kFromSut) {
    CountFromSut(segment, variables);
  } else {
    CountToSut(segment, variables);
    variables.seg_seq = segment.seq;
    variables.seg_ack = segment.ack;
    variables.seg_len = SegmentLength(segment);
    variables.seg_timestamp.reset();
    if (segment.timestamp) variables.seg_timestamp = segment.timestamp->value;
  }
}

bool IsRetransmission(const Segment& segment, const ConnectionVariables& before) {
  const std::uint32_t length = SegmentLength(segment);
  if (segment.flags.rst || length == 0 || !before.snd_nxt) return false;
  if (segment.flags.syn) return before.iss == segment.seq;
  return segment.seq + length <= *before.snd_nxt;
}

}  // namespace closespec
