#include "harness/judge/wire_checks.h"

#include <algorithm>

#include "harness/judge/absence.h"
#include "harness/judge/demand.h"
#include "harness/judge/signature.h"

namespace closespec {
namespace {

bool NamesAck(const AwaitSegment& wanted) {
  for (const SegmentPattern& pattern : wanted.any) {
    if (pattern.ack) return true;
  }
  return false;
}

bool AllNameFin(const AwaitSegment& wanted) {
  return wanted.direction == Direction::kFromSut &&
         std::ranges::all_of(
             wanted.any, [](const SegmentPattern& each) { return each.flags && each.flags->fin; });
}

// From the capture of a segment to its processing, on an overloaded machine, by a stack that is
// emulated or traced: gVisor's took 75 ms, a guest's kernel 27.
constexpr std::chrono::milliseconds kMostOnTheWay{100};

// Sent again, or a probe: it begins before what was sent last.
bool IsOfATimer(const SeenSegment& seen) {
  const TcpFlags& flags = seen.segment.flags;
  return !flags.rst && !flags.syn && seen.before.snd_nxt && seen.segment.seq < *seen.before.snd_nxt;
}

// A reset, or an acknowledgement of what the timer would send again.
bool EndsTimerOf(const Segment& sent, const Segment& arrival) {
  return arrival.flags.rst || (arrival.flags.ack && sent.seq + SegmentLength(sent) <= arrival.ack);
}

std::string Describe(const SeenSegment& seen, bool with_ack) {
  return SymbolicSegment(seen.segment, seen.before, with_ack);
}

constexpr std::size_t kMostTold = 8;

// In what the segment misses the pattern that it comes nearest to: "flags, seq".
std::string DifferenceFrom(const AwaitSegment& wanted, const SeenSegment& seen) {
  std::optional<std::vector<std::string_view>> least;
  for (const SegmentPattern& pattern : wanted.any) {
    auto keys = Differing(pattern, seen.segment, seen.before);
    if (!least || keys.size() < least->size()) least = std::move(keys);
  }
  std::string text;
  for (const std::string_view key : *least) text.append(text.empty() ? "" : ", ").append(key);
  return text;
}

// All that came while a segment was waited for, each with what differed.
std::string ToldInstead(const WireCursor& cursor, const AwaitSegment& wanted) {
  const auto behind = cursor.Behind(wanted.direction);
  std::string text;
  for (std::size_t i = 0; i < std::min(behind.size(), kMostTold); ++i) {
    const SeenSegment& seen = cursor.Segments()[behind[i]];
    text += (i == 0 ? "only these came: " : "; ") + Describe(seen, NamesAck(wanted)) + " (other " +
            DifferenceFrom(wanted, seen) + ")";
  }
  if (behind.size() > kMostTold) {
    text += "; and " + std::to_string(behind.size() - kMostTold) + " more";
  }
  return text;
}

// The first segment that came instead of the one that was wanted, of those worth a word.
std::optional<std::size_t> Instead(const WireCursor& cursor, Direction direction) {
  for (const std::size_t index : cursor.Behind(direction)) {
    const SeenSegment& seen = cursor.Segments()[index];
    if (!IsPureAck(seen.segment) && !IsRetransmission(seen.segment, seen.before)) return index;
  }
  return std::nullopt;
}

bool EndsOrOpens(const TcpFlags& flags) { return flags.rst || flags.fin || flags.syn; }

bool IsDecided(const WireCursor& cursor, Direction direction) {
  const auto behind = cursor.Behind(direction);
  return std::any_of(behind.begin(), behind.end(),
                     [&](std::size_t index) { return DecidesAgainst(cursor.Segments()[index]); });
}

// The kernel stamps a segment when it is sent. One that was sent on another processor may still
// reach the capture earlier.
bool WasOvertaken(const Connection& connection, std::size_t entry) {
  const auto& segments = connection.segments;
  const auto seen = std::find_if(segments.begin(), segments.end(),
                                 [&](const CapturedSegment& each) { return each.entry == entry; });
  return std::any_of(seen, segments.end(), [&](const CapturedSegment& later) {
    return later.segment.captured_at < seen->segment.captured_at;
  });
}

}  // namespace

const Connection* WireChecks::Find(const std::string& on, const StepSpan& span) const {
  const auto found = evidence_.connections.Meant(Actor::kSut, "", on, span.ended);
  return found ? &evidence_.connections.All()[*found] : nullptr;
}

WireChecks::Track& WireChecks::Feed(const Connection& connection, std::size_t limit) {
  Track& track = tracks_[&connection];
  const auto feed = [&](std::size_t until) {
    const auto& segments = connection.segments;
    for (; track.fed < segments.size() && segments[track.fed].entry < until; ++track.fed) {
      track.cursor.Add(segments[track.fed].segment, segments[track.fed].direction);
    }
  };
  if (!track.preamble_skipped && !in_preamble_) {
    feed(std::min(preamble_end_, limit));
    track.cursor.SkipAll();
    track.preamble_skipped = true;
  }
  feed(limit);
  return track;
}

bool WireChecks::IsHandshakeOfPreamble(const Connection& connection, const Segment& segment,
                                       const ConnectionVariables& before) const {
  if (!segment.flags.syn || (before.iss && before.iss != segment.seq)) return false;
  const auto index = static_cast<std::size_t>(&connection - evidence_.connections.All().data());
  const auto made = evidence_.connections.MadeAt(index);
  return made && *made < preamble_end_;
}

// What came in place of something else proves nothing if that could have come before unseen.
std::optional<Doubt> WireChecks::DoubtOrder(const Connection& connection, std::size_t entry) const {
  if (!evidence_.timeline.CaptureIsWhole()) {
    return Doubt{Verdict::kInconclusive, Blame::kHarness, "the capture dropped segments"};
  }
  if (!WasOvertaken(connection, entry)) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kHarness,
               "segments overtook each other on their way to the capture"};
}

// What a timer of the SUT sent may have left before it had processed the segment that ends the
// timer. An answer would be no such segment: it begins at SND.NXT (RFC 9293 3.10.7.4).
std::optional<Doubt> WireChecks::DoubtCrossing(const WireCursor& cursor, std::size_t breaker) {
  const SeenSegment& seen = cursor.Segments()[breaker];
  if (!IsOfATimer(seen)) return std::nullopt;
  // Octets are acknowledged once. A probe without any has its timer until a reset.
  const bool is_bare = SegmentLength(seen.segment) == 0;
  const Segment* arrival = nullptr;
  for (const SeenSegment& each : cursor.Segments().first(breaker)) {
    if (each.direction != Direction::kToSut || !EndsTimerOf(seen.segment, each.segment)) continue;
    if (arrival == nullptr || (is_bare && each.segment.flags.rst)) arrival = &each.segment;
  }
  if (arrival == nullptr) return std::nullopt;
  if (seen.segment.captured_at - arrival->captured_at > kMostOnTheWay) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kNobody,
               "a timer's segment may have crossed what ends the timer"};
}

void WireChecks::PassOver(const Track& track, const Connection& connection,
                          const SegmentMatch& match, Finding& finding) const {
  for (const std::size_t index : match.passed_over) {
    const SeenSegment& seen = track.cursor.Segments()[index];
    const std::string text = Describe(seen, false);
    if (finding.met && EndsOrOpens(seen.segment.flags)) {
      finding.met = false;
      finding.observed = text + " before it";
      finding.entry = connection.segments[index].entry;
    } else {
      finding.reason += (finding.reason.empty() ? "passed over: " : "; ") + text;
    }
  }
}

Finding WireChecks::Await(std::size_t step, const StepSpan& span) {
  const auto& wanted = std::get<AwaitSegment>(evidence_.judged.steps[step].action);
  Finding finding{.left_open = wanted.any.size() > 1, .expected = DemandOf(wanted)};
  const Connection* connection = Find(wanted.on, span);
  finding.observed = "absent";
  if (connection != nullptr) {
    Track& track = Feed(*connection, span.ended);
    const auto instead = Instead(track.cursor, wanted.direction);
    if (const auto match = track.cursor.Take(wanted)) {
      finding.met = true;
      finding.observed = Describe(track.cursor.Segments()[match->index], NamesAck(wanted));
      finding.entry = connection->segments[match->index].entry;
      captured_[step] = track.cursor.Segments()[match->index].segment.captured_at;
      if (wanted.direction == Direction::kFromSut) PassOver(track, *connection, *match, finding);
      if (!finding.met) finding.doubt = DoubtOrder(*connection, *finding.entry);
      return finding;
    }
    track.cursor.GiveUp();
    finding.reason = ToldInstead(track.cursor, wanted);
    if (instead) {
      const SeenSegment& seen = track.cursor.Segments()[*instead];
      finding.observed = Describe(seen, NamesAck(wanted));
      finding.entry = connection->segments[*instead].entry;
    }
    // What may not be passed over decides, whatever comes later.
    if (IsDecided(track.cursor, wanted.direction)) {
      finding.doubt = DoubtOrder(*connection, *finding.entry);
      return finding;
    }
  }
  if (!evidence_.timeline.CaptureIsWhole()) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness, "the capture dropped segments"};
  } else {
    const Actor sender = wanted.direction == Direction::kFromSut ? Actor::kSut : Actor::kPeer;
    finding.doubt = DoubtAbsence(evidence_.timeline, span, sender, Ping::kRequired);
    if (!finding.doubt && connection != nullptr && AllNameFin(wanted)) {
      finding.doubt = DoubtFinBehindLoss(*connection, span.began);
    }
  }
  return finding;
}

Finding WireChecks::Never(const NeverSegment& never, const StepSpan& span) {
  Finding finding{.met = true, .expected = "never " + ToText(never.pattern), .observed = "absent"};
  if (const Connection* connection = Find(never.on, span)) {
    ConnectionVariables variables;
    for (const CapturedSegment& seen : connection->segments) {
      if (seen.entry >= end_) break;
      const bool counts = seen.entry >= preamble_end_ && seen.direction == Direction::kFromSut &&
                          !IsHandshakeOfPreamble(*connection, seen.segment, variables);
      if (counts && Matches(never.pattern, seen.segment, variables)) {
        finding.met = false;
        finding.observed = SymbolicSegment(seen.segment, variables, never.pattern.ack.has_value());
        finding.entry = seen.entry;
        return finding;
      }
      Count(seen.segment, seen.direction, variables);
    }
  }
  if (!evidence_.timeline.CaptureIsWhole()) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness, "the capture dropped segments"};
  }
  return finding;
}

Finding WireChecks::Silent(const Silence& silence, const StepSpan& span) {
  Finding finding{.met = true, .expected = "silence", .observed = "silence"};
  bool something_came = false;
  if (const Connection* connection = Find(silence.on, span)) {
    const Track& track = Feed(*connection, span.ended);
    if (const auto breaker = track.cursor.SilenceBreaker(silence.again)) {
      something_came = true;
      const std::size_t entry = connection->segments[*breaker].entry;
      if (!CameAfterBudget(evidence_.timeline, span, entry)) {
        finding.met = false;
        finding.observed = Describe(track.cursor.Segments()[*breaker], false);
        finding.entry = entry;
        finding.doubt = DoubtOrder(*connection, entry);
        if (!finding.doubt) finding.doubt = DoubtCrossing(track.cursor, *breaker);
        return finding;
      }
    }
  }
  if (!evidence_.timeline.CaptureIsWhole()) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness, "the capture dropped segments"};
  } else {
    finding.doubt = DoubtQuiet(evidence_.timeline, span, Actor::kSut, something_came);
  }
  return finding;
}

Finding WireChecks::Judge(std::size_t step, int repetition, const StepSpan& span) {
  const Action& action = evidence_.judged.steps[step].action;
  in_preamble_ = step < evidence_.judged.preamble_steps;
  Finding finding;
  if (std::holds_alternative<AwaitSegment>(action)) {
    finding = Await(step, span);
  } else if (const auto* never = std::get_if<NeverSegment>(&action)) {
    finding = Never(*never, span);
  } else if (const auto* silence = std::get_if<Silence>(&action)) {
    finding = Silent(*silence, span);
  }
  if (!evidence_.timeline.Source().capture) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness, "no capture"};
  }
  if (!finding.met) {
    finding.signature = SubjectOf(evidence_.judged, step, repetition) + ": " + finding.observed +
                        ", expected " + finding.expected;
  }
  return finding;
}

std::optional<Doubt> WireChecks::DoubtPreparation(std::size_t step, int repetition,
                                                  const StepSpan& span) {
  in_preamble_ = step < evidence_.judged.preamble_steps;
  if (!evidence_.timeline.Source().capture) {
    return Doubt{Verdict::kInconclusive, Blame::kHarness, "no capture"};
  }
  const Finding finding = Await(step, span);
  if (finding.met) return std::nullopt;
  if (finding.doubt && finding.doubt->verdict == Verdict::kError) return finding.doubt;
  return Doubt{Verdict::kInconclusive, Blame::kUnattributed,
               SubjectOf(evidence_.judged, step, repetition) +
                   " did not succeed: " + finding.observed + ", expected " + finding.expected};
}

std::optional<std::chrono::nanoseconds> WireChecks::CapturedAt(std::size_t step) const {
  const auto seen = captured_.find(step);
  if (seen == captured_.end()) return std::nullopt;
  return seen->second;
}

std::optional<std::string> WireChecks::Record(std::size_t step, int repetition,
                                              const StepSpan& span) {
  const Finding finding = Judge(step, repetition, span);
  if (finding.doubt) return std::nullopt;
  return finding.observed;
}

}  // namespace closespec
