#include "suites/model/wire_cursor.h"

#include <algorithm>

namespace closespec {
namespace {

// A segment of the peer all of which had reached the SUT before.
bool IsRepeatOfPeer(const Segment& segment, const ConnectionVariables& before) {
  const std::uint32_t length = SegmentLength(segment);
  if (segment.flags.rst || length == 0) return false;
  if (segment.flags.syn) return before.irs == segment.seq;
  const SequenceNumber end = segment.seq + length;
  if (before.rcv_nxt && end <= *before.rcv_nxt) return true;
  return std::ranges::any_of(before.out_of_order, [&](const auto& piece) {
    return piece.first <= segment.seq && end <= piece.second;
  });
}

// The first SYN of a connection that the scenario itself makes; none of its steps is about that.
bool IsOpening(const SeenSegment& seen) {
  const ConnectionVariables& before = seen.before;
  const bool numbered =
      seen.direction == Direction::kFromSut ? before.iss.has_value() : before.irs.has_value();
  return seen.segment.flags.syn && !seen.segment.flags.rst && !numbered;
}

std::optional<std::size_t> FirstMatch(const AwaitSegment& wanted, const SeenSegment& seen) {
  const auto match = std::ranges::find_if(wanted.any, [&seen](const SegmentPattern& pattern) {
    return Matches(pattern, seen.segment, seen.before);
  });
  if (match == wanted.any.end()) return std::nullopt;
  return static_cast<std::size_t>(match - wanted.any.begin());
}

bool AcknowledgesFirst(const SeenSegment& seen) {
  const ConnectionVariables& before = seen.before;
  if (!IsPureAck(seen.segment)) return false;
  if (!before.iss || !before.rcv_nxt) return false;  // no connection whose octets it could mean
  if (before.last_ack_sent && seen.segment.ack <= *before.last_ack_sent) return false;
  // What never arrived cannot be owed an acknowledgement; beyond the window the SUT may take it.
  return seen.segment.ack <= *before.rcv_nxt ||
         std::ranges::any_of(before.out_of_order,
                             [&](const auto& piece) { return seen.segment.ack <= piece.second; });
}

// RFC 9293 3.10.7.4: a segment that begins before RCV.NXT (sent again, or a probe) is owed an ACK.
bool IsOwedAnAnswer(const SeenSegment& seen) {
  const TcpFlags& flags = seen.segment.flags;
  return flags.ack && !flags.rst && !flags.syn && seen.before.rcv_nxt &&
         seen.segment.seq < *seen.before.rcv_nxt;
}

// RFC 9293 3.10.8: what the peer has not acknowledged comes again by a timer. It answers nothing.
bool IsOwedByTimer(const SeenSegment& seen) {
  const ConnectionVariables& before = seen.before;
  return IsRetransmission(seen.segment, before) && !before.reset_received && before.snd_una &&
         seen.segment.seq + SegmentLength(seen.segment) > *before.snd_una;
}

// The resets of a connection that the SUT has reset itself: from then on it is CLOSED, and what of
// the peer was on its way is answered as RFC 9293 3.10.7.1 has it, each segment once.
class ResetsOfClosed {
 public:
  void AddFromPeer(const Segment& segment) {
    crossing_.clear();  // it may have come when all before it was through
    if (segment.flags.ack && !segment.flags.rst) unanswered_.push_back(segment.ack);
  }

  bool AnswersOnTheWay(const SeenSegment& seen) {
    const TcpFlags& flags = seen.segment.flags;
    if (!flags.rst) return false;
    if (!seen.before.reset_sent) {
      crossing_ = unanswered_;
      return false;
    }
    const auto answered = std::ranges::find(crossing_, seen.segment.seq);
    if (flags.ack || answered == crossing_.end()) return false;
    crossing_.erase(answered);
    return true;
  }

 private:
  std::vector<SequenceNumber> unanswered_;  // SEG.ACK of each segment
  std::vector<SequenceNumber> crossing_;    // those from before the SUT's first reset
};

}  // namespace

bool MayBePassedOver(const SeenSegment& seen) {
  if (IsPureAck(seen.segment) || IsOpening(seen)) return true;
  return seen.direction == Direction::kFromSut ? IsRetransmission(seen.segment, seen.before)
                                               : IsRepeatOfPeer(seen.segment, seen.before);
}

bool DecidesAgainst(const SeenSegment& seen) {
  const TcpFlags& flags = seen.segment.flags;
  return seen.direction == Direction::kFromSut && (flags.rst || flags.fin || flags.syn) &&
         !MayBePassedOver(seen);
}

void WireCursor::Add(const Segment& segment, Direction direction) {
  segments_.push_back({segment, direction, now_});
  Count(segment, direction, now_);
}

bool WireCursor::IsSettled() const {
  if (segments_.empty() || now_.reset_sent || now_.reset_received) return true;
  const bool has_hole =
      std::ranges::any_of(now_.out_of_order, &ConnectionVariables::OutOfOrder::in_window);
  return now_.snd_una && now_.snd_una == now_.snd_nxt && now_.rcv_nxt &&
         now_.rcv_nxt == now_.last_ack_sent && !has_hole;
}

void WireCursor::SkipAll() {
  next_from_sut_ = segments_.size();
  next_to_sut_ = segments_.size();
  last_matched_ = segments_.size();
}

std::optional<SegmentMatch> WireCursor::Take(const AwaitSegment& wanted) {
  std::size_t& next = wanted.direction == Direction::kFromSut ? next_from_sut_ : next_to_sut_;
  SegmentMatch match;
  for (std::size_t i = next; i < segments_.size(); ++i) {
    const SeenSegment& seen = segments_[i];
    if (seen.direction != wanted.direction) continue;
    if (const auto alternative = FirstMatch(wanted, seen)) {
      match.index = i;
      match.alternative = *alternative;
      next = i + 1;
      last_matched_ = std::max(last_matched_, next);
      return match;
    }
    if (!MayBePassedOver(seen)) match.passed_over.push_back(i);
  }
  return std::nullopt;
}

std::vector<std::size_t> WireCursor::Behind(Direction direction) const {
  std::vector<std::size_t> behind;
  for (std::size_t i = direction == Direction::kFromSut ? next_from_sut_ : next_to_sut_;
       i < segments_.size(); ++i) {
    if (segments_[i].direction == direction) behind.push_back(i);
  }
  return behind;
}

std::optional<std::size_t> WireCursor::SilenceBreaker(bool again) const {
  std::size_t owed = 0;  // answers to segments from before RCV.NXT
  ResetsOfClosed closed;
  const auto heard =
      std::find_if(segments_.rbegin(), segments_.rend(),
                   [](const SeenSegment& seen) { return seen.direction == Direction::kToSut; });
  const auto last_heard = static_cast<std::size_t>(segments_.rend() - heard);
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const SeenSegment& seen = segments_[i];
    if (seen.direction == Direction::kToSut) {
      if (IsOwedAnAnswer(seen)) ++owed;
      closed.AddFromPeer(seen.segment);
      continue;
    }
    if (AcknowledgesFirst(seen) || ((again || i < last_heard) && IsOwedByTimer(seen))) continue;
    if (closed.AnswersOnTheWay(seen)) continue;
    const bool answers = owed > 0 && IsPureAck(seen.segment);
    if (owed > 0) --owed;
    if (i >= last_matched_ && !answers) return i;
  }
  return std::nullopt;
}

}  // namespace closespec
