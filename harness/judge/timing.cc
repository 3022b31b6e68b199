#include "harness/judge/timing.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "harness/judge/absence.h"
#include "harness/judge/signature.h"
#include "suites/model/sent_text.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

struct Interval {
  std::chrono::nanoseconds length{0};
  milliseconds shorter_by{0};  // than it was, at most: its beginning was noticed so late
  milliseconds late{0};        // of the harness meanwhile
  bool captured = false;
};

std::optional<std::size_t> StepLabelled(const Case& judged, const std::string& label,
                                        std::size_t before) {
  for (std::size_t step = before; step-- > 0;) {
    if (judged.steps[step].label == label) return step;
  }
  return std::nullopt;
}

// Calls on the other peer's side end when that side's stack and process say so.
bool IsOfPeer(const Action& action) {
  const auto actor = std::visit(
      [](const auto& each) {
        if constexpr (requires { each.actor; }) return each.actor;
        return Actor::kSut;
      },
      action);
  return actor == Actor::kPeer;
}

// Whatever made a step between them late made what comes after it late.
milliseconds WorstBetween(const Evidence& evidence, std::size_t first, std::size_t last) {
  milliseconds worst{0};
  for (std::size_t step = first; step < last; ++step) {
    for (int repetition = 0; repetition < evidence.judged.steps[step].times; ++repetition) {
      const StepSpan* span = evidence.timeline.Step(step, repetition);
      if (span != nullptr) worst = std::max(worst, span->end.late);
    }
  }
  return worst;
}

// From the end of step `after`, or from its own beginning. Two segments have the capture's own
// times, which no lateness of the harness can bring nearer to each other.
Interval IntervalBefore(const Evidence& evidence, const WireChecks& wire, std::size_t index,
                        const StepSpan& span, std::optional<std::size_t> after,
                        const StepSpan* from) {
  if (!after) return {span.ended_at - span.began_at, span.end.late, span.end.late};
  const auto late = std::max(span.end.late, WorstBetween(evidence, *after, index));
  const auto first = wire.CapturedAt(*after);
  const auto second = wire.CapturedAt(index);
  if (first && second) return {*second - *first, milliseconds(0), late, true};
  return {span.ended_at - from->ended_at, late, late};
}

// The longest that the peer took to acknowledge what the SUT had sent.
std::chrono::nanoseconds SlowestAnswer(const Connection& connection, std::size_t before) {
  struct Sent {
    SequenceNumber end;
    std::chrono::nanoseconds at;
  };
  std::vector<Sent> waiting;
  std::optional<SequenceNumber> highest;
  std::chrono::nanoseconds slowest{0};
  for (const CapturedSegment& seen : connection.segments) {
    if (seen.entry >= before) break;
    const Segment& segment = seen.segment;
    if (seen.direction == Direction::kFromSut) {
      const SequenceNumber end = segment.seq + SegmentLength(segment);
      if (SegmentLength(segment) == 0 || (highest && end <= *highest)) continue;
      highest = end;
      waiting.push_back({end, segment.captured_at});
    } else if (segment.flags.ack) {
      std::erase_if(waiting, [&](const Sent& sent) {
        if (segment.ack < sent.end) return false;
        slowest = std::max(slowest, segment.captured_at - sent.at);
        return true;
      });
    }
  }
  return slowest;
}

milliseconds LongestDelay(const Case& judged) {
  milliseconds longest{0};
  for (const Step& step : judged.steps) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr || call->action != "segments") continue;
    for (const auto& [number, text] : call->arguments) {
      longest = std::max(longest, ReadSentSegment(text).delay);
    }
  }
  return longest;
}

// A retransmission time-out is three times the round trip at first (RFC 6298 2.2). Twice that is
// still less than the least time where a late answer adds no more than a sixth of it.
std::optional<Doubt> DoubtPath(const Evidence& evidence, const Connection& connection,
                               std::size_t ended, milliseconds least) {
  const auto took = std::chrono::duration_cast<milliseconds>(SlowestAnswer(connection, ended));
  const milliseconds late = took - LongestDelay(evidence.judged);
  if (late <= least / 6) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kHarness,
               "the peer's answer was late by " + std::to_string(late.count()) +
                   " ms, which the stack takes for a slow path"};
}

}  // namespace

Finding JudgeTiming(const Evidence& evidence, const WireChecks& wire, std::size_t index,
                    int repetition, const StepSpan& span) {
  const Case& judged = evidence.judged;
  const Step& step = judged.steps[index];
  const Range& range = *step.within;
  Finding finding{
      .expected = std::to_string(range.minimum) + " to " + std::to_string(range.maximum) + " ms",
      .entry = span.ended};
  std::optional<std::size_t> after;
  const StepSpan* from = nullptr;
  if (!step.after.empty()) {
    after = StepLabelled(judged, step.after, index);
    if (after) from = evidence.timeline.Step(*after, judged.steps[*after].times - 1);
    if (from == nullptr) {
      finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness,
                            "step " + step.after + " was not conducted"};
      return finding;
    }
  }
  const Interval interval = IntervalBefore(evidence, wire, index, span, after, from);
  const auto took = std::chrono::duration_cast<milliseconds>(interval.length);
  finding.observed = "after " + std::to_string(took.count()) + " ms";
  finding.met = range.minimum <= took.count() && took.count() <= range.maximum;
  if (finding.met && range.minimum > 0) {
    const milliseconds least(range.minimum);
    const auto* awaited = std::get_if<AwaitSegment>(&step.action);
    if (awaited != nullptr && interval.captured) {
      const Connection* connection = wire.Find(awaited->on, span);
      if (connection != nullptr) {
        finding.doubt = DoubtPath(evidence, *connection, span.ended, least);
      }
    } else if (took - interval.late < least) {
      finding.doubt = DoubtLateness(interval.late, milliseconds(0));
    }
  }
  if (finding.met) return finding;
  const bool early = took.count() < range.minimum;
  if (!early) {
    finding.doubt = DoubtLateness(interval.late, milliseconds(range.maximum - range.minimum));
  } else if (took + interval.shorter_by >= milliseconds(range.minimum)) {
    finding.doubt = DoubtLateness(interval.shorter_by, milliseconds(0));
  }
  finding.signature = SubjectOf(judged, index, repetition) +
                      (early ? ": too early" : ": too late") + ", expected within " +
                      finding.expected;
  if (IsOfPeer(step.action)) {
    finding.blame = Blame::kUnattributed;
    finding.reason = "the capture does not show whose time it was";
  }
  return finding;
}

}  // namespace closespec
