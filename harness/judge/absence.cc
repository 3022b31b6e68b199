#include "harness/judge/absence.h"

#include <string>

#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

std::string Milliseconds(milliseconds duration) { return std::to_string(duration.count()) + " ms"; }

const PeerPinged* FindPing(const Timeline& timeline, const StepSpan& step, Actor actor) {
  const auto& entries = timeline.Source().entries;
  for (std::size_t entry = step.began; entry < step.next && entry < entries.size(); ++entry) {
    const auto* ping = std::get_if<PeerPinged>(&entries[entry].event);
    if (ping != nullptr && ping->actor == actor) return ping;
  }
  return nullptr;
}

}  // namespace

std::optional<Doubt> DoubtLateness(milliseconds late, milliseconds budget) {
  if (late <= budget / 10) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kHarness, "harness late by " + Milliseconds(late)};
}

std::optional<Doubt> DoubtAbsence(const Timeline& timeline, const StepSpan& step, Actor actor,
                                  Ping ping) {
  if (ping == Ping::kRequired) {
    if (auto late = DoubtLateness(step.end.late, step.end.budget)) return late;
  }
  const std::string peer = "peer " + std::string(ToText(actor));
  const PeerPinged* asked = FindPing(timeline, step, actor);
  if (asked == nullptr) {
    // Whom the scenario ended cannot answer, and its stack goes on without it.
    if (ping == Ping::kIfWasAsked || timeline.WasToldToEnd(actor, step.next)) return std::nullopt;
    return Doubt{Verdict::kInconclusive, Blame::kHarness, peer + " was not asked whether it lives"};
  }
  if (!asked->answered) {
    return Doubt{Verdict::kError, Blame::kHarness, peer + ": did not answer a ping"};
  }
  if (asked->took > step.end.budget / 10) {
    return Doubt{Verdict::kInconclusive, Blame::kHarness,
                 peer + ": took " + Milliseconds(asked->took) + " to answer a ping"};
  }
  return std::nullopt;
}

std::optional<Doubt> DoubtQuiet(const Timeline& timeline, const StepSpan& step, Actor actor,
                                bool something_came) {
  if (something_came) {
    if (auto late = DoubtLateness(step.end.late, step.end.budget)) return late;
  }
  return DoubtAbsence(timeline, step, actor, Ping::kIfWasAsked);
}

bool CameAfterBudget(const Timeline& timeline, const StepSpan& step, std::size_t entry) {
  if (step.end.budget.count() == 0) return false;
  return timeline.Source().entries[entry].at > step.began_at + step.end.budget;
}

std::optional<Doubt> DoubtFinBehindLoss(const Connection& connection, std::size_t entry) {
  ConnectionVariables variables;
  std::optional<SequenceNumber> repeated;
  for (const CapturedSegment& seen : connection.segments) {
    if (seen.entry >= entry) break;
    if (seen.direction == Direction::kFromSut && seen.segment.length > 0 &&
        IsRetransmission(seen.segment, variables)) {
      repeated = seen.segment.seq + SegmentLength(seen.segment);
    }
    Count(seen.segment, seen.direction, variables);
  }
  if (!repeated || !variables.snd_una || *repeated <= *variables.snd_una) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kUnattributed,
               "what the SUT had sent before was sent again and never acknowledged: a FIN may wait "
               "behind it"};
}

}  // namespace closespec
