#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "harness/judge/invariant_clauses.h"
#include "harness/judge/invariants.h"
#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

struct Fault {
  const char* what;
  const char* clause;
  std::size_t entry = 0;
};

constexpr Fault kBadChecksum{"wrong checksum", InvariantClauseNamed("rfc9293-3.1-p4")};
constexpr Fault kStrayReset{"RST with a number out of nowhere",
                            InvariantClauseNamed("rfc9293-3.5.2-p5")};
constexpr Fault kLateSyn{"SYN in an established connection",
                         InvariantClauseNamed("rfc9293-3.10.7.4-p18")};
constexpr Fault kNoAck{"segment without ACK", InvariantClauseNamed("rfc9293-3.1-p1")};
constexpr Fault kSecondFin{"FIN at a second number", InvariantClauseNamed("rfc9293-3.10.4-p5")};
constexpr Fault kDataBeyondFin{"data beyond the FIN", InvariantClauseNamed("rfc9293-3.1-p2")};
constexpr Fault kAckBeyond{"ACK of what never arrived", InvariantClauseNamed("rfc9293-3.5.2-p7")};
constexpr Fault kAckBack{"ACK goes back", InvariantClauseNamed("rfc9293-3.5.2-p7")};
constexpr Fault kBeforeIss{"number before ISS", InvariantClauseNamed("rfc9293-3.5.2-p7")};
constexpr Fault kLeftOut{"octets left out", InvariantClauseNamed("rfc9293-3.6.1-p1")};

// A reset may come from a stack that no longer knows the connection, or has more queued than sent:
// only what fits nothing at all is called stray.
constexpr std::int32_t kResetSlack = 1 << 20;
// Segments sent on several processors may overtake each other on their way to the capture, but not
// for so long.
constexpr std::chrono::milliseconds kOvertaking{50};

// Looks at one side of one connection. For the other peer the directions are turned round, so
// "SUT" in the variables means the side that is looked at.
class SideWatch {
 public:
  explicit SideWatch(bool real_checksums) : real_checksums_(real_checksums) {}

  std::optional<Fault> Take(const Segment& segment, Direction direction) {
    std::optional<Fault> fault;
    const bool from_side = direction == Direction::kFromSut;
    tainted_ |= IsNewIncarnation(segment, from_side);
    if (from_side) fault = Look(segment);
    const ConnectionVariables before = now_;
    Count(segment, direction, now_);
    if (tainted_) return fault;
    if (from_side) {
      if (!fault) fault = LookAtAck(segment, before);
      Note(segment, before);
    } else if (segment.flags.ack) {
      acknowledged_.push_back(segment.ack);
      if (gap_ && segment.ack > *gap_) gap_.reset();
    }
    return fault;
  }

  // What shows only when nothing more comes.
  [[nodiscard]] std::optional<Fault> AtEnd() const {
    if (tainted_ || now_.reset_sent || now_.reset_received) return std::nullopt;
    // Octets that were never sent though later ones were, and that nobody acknowledged either.
    if (gap_) return kLeftOut;
    if (went_back_ > 1 && last_at_ - highest_ack_at_ > kOvertaking) return kAckBack;
    return std::nullopt;
  }

 private:
  // Then the numbers of two connections meet under one name, and fit neither.
  bool IsNewIncarnation(const Segment& segment, bool from_side) const {
    if (!segment.flags.syn) return false;
    const auto& known = from_side ? now_.iss : now_.irs;
    return known ? *known != segment.seq : (from_side ? now_.snd_nxt : now_.rcv_nxt).has_value();
  }

  std::optional<Fault> Look(const Segment& segment) const {
    if (real_checksums_ && segment.checksum_correct == false) return kBadChecksum;
    if (segment.flags.syn) return LookAtSyn(segment);
    if (tainted_) return std::nullopt;
    if (segment.flags.rst) return IsStray(segment) ? std::optional(kStrayReset) : std::nullopt;
    if (!segment.flags.ack) return kNoAck;
    if (now_.iss && segment.seq < *now_.iss) return kBeforeIss;
    return LookAtFin(segment);
  }

  std::optional<Fault> LookAtSyn(const Segment& segment) const {
    const bool lives = established_ && !now_.fin_sent && !now_.fin_received && !now_.reset_sent &&
                       !now_.reset_received;
    if (lives && now_.iss && *now_.iss != segment.seq) return kLateSyn;
    return std::nullopt;
  }

  bool IsStray(const Segment& reset) const {
    if (!now_.iss || !now_.snd_nxt || reset.seq.Bits() == 0) return false;
    if (reset.seq >= *now_.iss && reset.seq <= *now_.snd_nxt + kResetSlack) return false;
    return std::find(acknowledged_.begin(), acknowledged_.end(), reset.seq) == acknowledged_.end();
  }

  std::optional<Fault> LookAtFin(const Segment& segment) const {
    if (!fin_) return std::nullopt;
    const SequenceNumber end = segment.seq + segment.length;
    if (segment.flags.fin && end != *fin_) return kSecondFin;
    // RFC 9293 3.8.4: a keep-alive may carry one garbage octet before SND.NXT.
    const bool is_keep_alive = segment.length == 1 && segment.seq == *fin_;
    if (segment.length > 0 && end > *fin_ && !is_keep_alive) return kDataBeyondFin;
    return std::nullopt;
  }

  // `now_` has counted the segment: what lies beyond the window counts once it is acknowledged.
  std::optional<Fault> LookAtAck(const Segment& segment, const ConnectionVariables& before) {
    if (!segment.flags.ack || segment.flags.rst || segment.flags.syn) return std::nullopt;
    if (now_.rcv_nxt && segment.ack > *now_.rcv_nxt) return kAckBeyond;
    const bool goes_back = before.last_ack_sent && segment.ack < *before.last_ack_sent;
    if (goes_back && IsRetransmission(segment, before)) return std::nullopt;
    went_back_ = goes_back ? went_back_ + 1 : 0;
    if (!goes_back) highest_ack_at_ = segment.captured_at;
    last_at_ = segment.captured_at;
    return std::nullopt;
  }

  void Note(const Segment& segment, const ConnectionVariables& before) {
    if (segment.flags.rst) return;
    if (segment.flags.fin) fin_ = segment.seq + segment.length;
    if (!segment.flags.syn) established_ = true;
    const SequenceNumber end = segment.seq + SegmentLength(segment);
    if (gap_ && segment.seq <= *gap_ && *gap_ < end) gap_.reset();
    if (!gap_ && before.snd_nxt && segment.seq > *before.snd_nxt) gap_ = before.snd_nxt;
  }

  bool real_checksums_;
  ConnectionVariables now_;
  std::vector<SequenceNumber> acknowledged_;  // by the other side
  std::optional<SequenceNumber> fin_;         // the number that the FIN occupies
  std::optional<SequenceNumber> gap_;         // first octet that was left out
  bool established_ = false;
  int went_back_ = 0;  // acknowledgements below the highest, one after the other
  std::chrono::nanoseconds highest_ack_at_{0};
  std::chrono::nanoseconds last_at_{0};
  bool tainted_ = false;
};

Direction Turned(Direction direction) {
  return direction == Direction::kFromSut ? Direction::kToSut : Direction::kFromSut;
}

std::optional<Fault> FirstFault(const Connection& connection, Actor side, bool real_checksums,
                                std::size_t end) {
  SideWatch watch(real_checksums);
  std::size_t last = 0;
  for (const CapturedSegment& seen : connection.segments) {
    if (seen.entry >= end) break;
    last = seen.entry;
    const Direction direction = side == Actor::kSut ? seen.direction : Turned(seen.direction);
    if (auto fault = watch.Take(seen.segment, direction)) {
      fault->entry = seen.entry;
      return fault;
    }
  }
  auto fault = watch.AtEnd();
  if (fault) fault->entry = last;
  return fault;
}

}  // namespace

Breach JudgeWellFormed(const Evidence& evidence, std::size_t end) {
  Breach breach{.finding = {.met = true}, .clause = kAckBeyond.clause};
  const Journal& journal = evidence.timeline.Source();
  if (!evidence.timeline.CaptureIsWhole()) {
    breach.unjudged = "no whole capture";
    return breach;
  }
  for (const Actor side : {Actor::kSut, Actor::kPeer}) {
    const auto connections = evidence.connections.All();
    for (std::size_t index = 0; index < connections.size(); ++index) {
      // What is injected in the other peer's name need not fit anything.
      const bool is_injected = side == Actor::kPeer && (evidence.judged.wire_peer ||
                                                        !evidence.connections.HasEnd(index, side));
      if (is_injected) continue;
      const auto fault = FirstFault(connections[index], side, journal.real_checksums, end);
      if (!fault) continue;
      breach.clause = fault->clause;
      breach.finding.met = false;
      breach.finding.observed = fault->what;
      breach.finding.entry = fault->entry;
      breach.finding.blame = side == Actor::kSut ? Blame::kSut : Blame::kPeer;
      if (side == Actor::kPeer) breach.finding.reason = "it is the other peer's segment";
      return breach;
    }
  }
  return breach;
}

}  // namespace closespec
