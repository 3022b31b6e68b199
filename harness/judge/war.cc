#include <algorithm>
#include <chrono>
#include <optional>

#include "harness/judge/invariant_clauses.h"
#include "harness/judge/invariants.h"
#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

// The longest exchange without news that RFC 9293 calls for has three segments (a segment that is
// not acceptable, the acknowledgement that says so, the reset that answers it); two of them may
// cross on the way. One more is a war.
constexpr int kAFew = 5;
// What comes later than this is a timer's doing (probe, keep-alive, retransmission), not an answer.
constexpr std::chrono::milliseconds kAnswersWithin{10};

// RFC 9293 3.5.2: no reset answers a reset.
constexpr const char* kResetClause = InvariantClauseNamed("rfc9293-3.5.2-p4");
// RFC 5961 7: acknowledgements that answer acknowledgements are throttled.
constexpr const char* kAckClause = InvariantClauseNamed("rfc5961-7-p1");

// What one side has told so far; anything beyond it is news.
struct Told {
  std::optional<SequenceNumber> sent;
  std::optional<SequenceNumber> acknowledged;
  std::optional<std::uint32_t> window;
  bool reset = false;

  bool IsNews(const Segment& segment) const {
    const SequenceNumber end = segment.seq + SegmentLength(segment);
    if (segment.flags.rst) return !reset;
    if (segment.flags.syn || !sent || end > *sent) return true;
    if (window != segment.window) return true;
    return segment.flags.ack && (!acknowledged || segment.ack > *acknowledged);
  }

  // Sent again, a probe, or overtaken on the way to the capture: no part of a war, in which each
  // side repeats its newest numbers.
  bool IsOld(const Segment& segment) const {
    if (segment.flags.rst) return false;
    return SegmentLength(segment) > 0 || (sent && segment.seq < *sent) ||
           (acknowledged && segment.ack < *acknowledged);
  }

  void Add(const Segment& segment) {
    if (segment.flags.rst) {
      reset = true;
      return;
    }
    const SequenceNumber end = segment.seq + SegmentLength(segment);
    if (segment.flags.syn || !sent || end > *sent) sent = end;
    if (segment.flags.ack && (segment.flags.syn || !acknowledged || segment.ack > *acknowledged)) {
      acknowledged = segment.ack;
    }
    window = segment.window;
  }
};

// A run of segments that answer each other and say nothing new.
struct Run {
  int length = 0;
  int answers_of_sut = 0;  // that nothing called for
  int answers_of_peer = 0;
  bool has_reset = false;
  std::size_t entry = 0;
};

// A segment that the receiver has no cause to answer: a reset, or an acknowledgement of what it has
// sent that begins where it expects.
bool NeedsNoAnswer(const Segment& segment, const Told& receiver) {
  if (segment.flags.rst) return true;
  if (!segment.flags.ack || SegmentLength(segment) > 0) return false;
  const bool is_expected = receiver.acknowledged && segment.seq == *receiver.acknowledged;
  return is_expected && receiver.sent && segment.ack <= *receiver.sent;
}

class WarWatch {
 public:
  explicit WarWatch(const Timeline& timeline) : timeline_(timeline) {}

  // The run that is longer than a few, if there is one.
  std::optional<Run> Watch(const Connection& connection, std::size_t end) {
    std::optional<Run> war;
    for (const CapturedSegment& seen : connection.segments) {
      if (seen.entry >= end) break;
      if (war && EndedByItself(*war, seen)) war.reset();
      Take(seen);
      if (run_.length > kAFew) war = run_;
      if (war && run_.length <= kAFew) break;
    }
    if (war && !war->has_reset && QuietUntil(end)) return std::nullopt;
    return war;
  }

 private:
  // Acknowledgements that stop without a cause were a burst: a war has no end.
  bool EndedByItself(const Run& run, const CapturedSegment& next) const {
    if (run.has_reset) return false;
    return next.segment.captured_at - last_->segment.captured_at > kAnswersWithin;
  }

  bool QuietUntil(std::size_t end) const {
    const auto& entries = timeline_.Source().entries;
    const std::size_t last = std::min(end, entries.size() - 1);
    return entries[last].at - entries[last_->entry].at > kAnswersWithin;
  }

  void Take(const CapturedSegment& seen) {
    const bool from_sut = seen.direction == Direction::kFromSut;
    Told& sender = from_sut ? sut_ : peer_;
    if (sender.IsNews(seen.segment) || sender.IsOld(seen.segment)) {
      run_ = {};
    } else {
      if (last_ == nullptr || !Answers(seen)) run_ = {};
      Extend(seen, sender);
    }
    sender.Add(seen.segment);
    last_ = &seen;
  }

  bool Answers(const CapturedSegment& seen) const {
    if (last_->direction == seen.direction) return false;
    const auto passed = seen.segment.captured_at - last_->segment.captured_at;
    return passed <= kAnswersWithin && !CallBetween(last_->entry, seen.entry);
  }

  bool CallBetween(std::size_t first, std::size_t last) const {
    const auto& entries = timeline_.Source().entries;
    return std::any_of(entries.begin() + static_cast<std::ptrdiff_t>(first),
                       entries.begin() + static_cast<std::ptrdiff_t>(last), [](const Entry& each) {
                         return std::holds_alternative<CallBegan>(each.event) ||
                                std::holds_alternative<CallEnded>(each.event);
                       });
  }

  void Extend(const CapturedSegment& seen, const Told& sender) {
    ++run_.length;
    run_.entry = seen.entry;
    run_.has_reset |= seen.segment.flags.rst;
    if (run_.length < 2 || !NeedsNoAnswer(last_->segment, sender)) return;
    // RFC 5961 3: a challenge ACK is owed to a reset that is not exact.
    if (last_->segment.flags.rst && !seen.segment.flags.rst) return;
    ++(seen.direction == Direction::kFromSut ? run_.answers_of_sut : run_.answers_of_peer);
  }

  const Timeline& timeline_;
  Told sut_;
  Told peer_;
  Run run_;
  const CapturedSegment* last_ = nullptr;
};

}  // namespace

Breach JudgeNoWar(const Evidence& evidence, std::size_t end) {
  Breach breach{.finding = {.met = true}, .clause = kAckClause, .level = Level::kShould};
  if (!evidence.timeline.CaptureIsWhole()) {
    breach.unjudged = "no whole capture";
    return breach;
  }
  for (const Connection& connection : evidence.connections.All()) {
    const auto war = WarWatch(evidence.timeline).Watch(connection, end);
    if (!war) continue;
    Finding& finding = breach.finding;
    finding.met = false;
    finding.entry = war->entry;
    finding.observed =
        war->has_reset ? "resets answer each other" : "acknowledgements answer each other";
    if (war->has_reset) {
      breach.clause = kResetClause;
      breach.level = Level::kMust;
    }
    finding.blame = Blame::kSut;
    if (war->answers_of_sut > 1) return breach;
    // A wire peer sends what it was told to, with or without a cause.
    if (evidence.judged.wire_peer) {
      finding = {.met = true};
      continue;
    }
    finding.blame = war->answers_of_peer > 1 ? Blame::kPeer : Blame::kUnattributed;
    finding.reason = war->answers_of_peer > 1 ? "the other peer answers what calls for no answer"
                                              : "each side has a cause to answer the other";
  }
  return breach;
}

}  // namespace closespec
