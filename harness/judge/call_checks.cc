#include "harness/judge/call_checks.h"

#include "harness/judge/absence.h"
#include "harness/judge/blame.h"
#include "harness/judge/demand.h"
#include "harness/judge/observation.h"
#include "harness/judge/signature.h"
#include "harness/judge/transfers.h"

namespace closespec {
namespace {

std::optional<Doubt> DoubtUnsupported(const Observation& seen) {
  if (!seen.outcome.unsupported) return std::nullopt;
  return Doubt{
      Verdict::kInconclusive, Blame::kNobody,
      "peer " + std::string(ToText(seen.actor)) + " cannot do it: " + *seen.outcome.unsupported};
}

PeerCheck PeerCheckOf(const Observation& seen, const Step& step, const StepSpan& span) {
  return {.action = seen.action,
          .on = seen.on,
          .in = seen.in,
          .call = seen.call,
          .expect = step.expect ? &*step.expect : nullptr,
          .outcome = seen.outcome,
          .limit = span.ended};
}

// A call that returns while the harness asks whether its peer lives was slow, and not blocked.
std::optional<Doubt> DoubtBlocked(const Evidence& evidence, const Observation& seen,
                                  const StepSpan& span) {
  if (auto doubt = DoubtAbsence(evidence.timeline, span, seen.actor, Ping::kRequired)) return doubt;
  if (seen.call == nullptr || seen.call->outcome == nullptr) return std::nullopt;
  if (seen.call->ended_entry >= span.next) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kNobody,
               "the call returned as soon as its time was over"};
}

// From its beginning, whenever the harness looked.
bool BlockedLongEnough(const Evidence& evidence, const Observation& seen, const StepSpan& span) {
  if (seen.call == nullptr || !seen.entry) return false;
  const auto& entries = evidence.timeline.Source().entries;
  return entries[*seen.entry].at - entries[seen.call->began_entry].at > span.end.budget;
}

Finding JudgeStillBlocked(const Evidence& evidence, std::size_t index, const StepSpan& span) {
  const Observation seen = Observe(evidence, index, 0, span);
  Finding finding{.expected = DemandOf(evidence.judged.steps[index]), .entry = seen.entry};
  finding.met = seen.outcome.blocked || CameAfterBudget(evidence.timeline, span, *seen.entry);
  finding.observed = finding.met ? "blocked" : ToText(seen.outcome);
  if (finding.met) {
    finding.doubt = DoubtQuiet(evidence.timeline, span, seen.actor, !seen.outcome.blocked);
    return finding;
  }
  finding.signature = CallSignature(SubjectOf(evidence.judged, index, 0), seen.action,
                                    finding.observed, finding.expected);
  finding.doubt = DoubtUnsupported(seen);
  if (finding.doubt) return finding;
  if (BlockedLongEnough(evidence, seen, span)) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness,
                          "it had blocked for that long before the harness came to look"};
    return finding;
  }
  if (seen.actor == Actor::kPeer) {
    PeerCheck check = PeerCheckOf(seen, evidence.judged.steps[index], span);
    check.action = "still_blocked";
    Attribute(evidence, check, finding);
  }
  return finding;
}

Finding JudgeUnreadableState(const Step& step) {
  Finding finding{.expected = ToText(*step.expect), .observed = "nobody could tell the state"};
  const auto* read = std::get_if<ReadState>(&step.action);
  finding.met = read != nullptr && read->if_able;
  if (!finding.met) {
    finding.doubt = Doubt{Verdict::kInconclusive, Blame::kNobody, finding.observed};
  }
  return finding;
}

bool SentEverything(const Observation& seen) {
  if (seen.call == nullptr) return false;
  const auto wanted = static_cast<std::int64_t>(CountArgument(*seen.call->began, "bytes", 0));
  if (seen.action == "send") return seen.outcome.returns == wanted;
  const auto bytes = seen.outcome.facts.find("bytes");
  return bytes == seen.outcome.facts.end() || bytes->second == std::to_string(wanted);
}

bool Succeeded(const Observation& seen) {
  if (seen.outcome.blocked || seen.outcome.error || seen.outcome.unsupported) return false;
  if (seen.action == "send" || seen.action == "send_all") return SentEverything(seen);
  if (seen.action == "recv") return seen.outcome.returns.value_or(0) >= 1;
  return true;
}

}  // namespace

bool IsAboutCall(const Step& step) {
  return !std::holds_alternative<AwaitSegment>(step.action) &&
         !std::holds_alternative<NeverSegment>(step.action) &&
         !std::holds_alternative<Silence>(step.action);
}

Finding JudgeCall(const Evidence& evidence, std::size_t index, int repetition,
                  const StepSpan& span) {
  const Step& step = evidence.judged.steps[index];
  if (std::holds_alternative<StillBlocked>(step.action)) {
    return JudgeStillBlocked(evidence, index, span);
  }
  const Observation seen = Observe(evidence, index, repetition, span);
  if (seen.nobody_could_tell) return JudgeUnreadableState(step);
  const Expectation& expect = *step.expect;
  const auto alternative = Fits(expect, seen.outcome);
  Finding finding{.met = alternative && seen.outcome.intact,
                  .left_open = expect.any.size() > 1,
                  .expected = ToText(expect),
                  .observed = Observed(expect, seen.outcome),
                  .entry = seen.entry};
  finding.doubt = DoubtUnsupported(seen);
  if (seen.outcome.blocked) finding.doubt = DoubtBlocked(evidence, seen, span);
  if (finding.met) return finding;
  finding.signature = CallSignature(SubjectOf(evidence.judged, index, repetition), seen.action,
                                    finding.observed, finding.expected);
  if (seen.actor == Actor::kPeer) {
    Attribute(evidence, PeerCheckOf(seen, step, span), finding);
  }
  return finding;
}

std::optional<Doubt> DoubtPreparation(const Evidence& evidence, std::size_t index, int repetition,
                                      const StepSpan& span) {
  const Step& step = evidence.judged.steps[index];
  const auto* call = std::get_if<SocketCall>(&step.action);
  if (call != nullptr && !call->background.empty()) return std::nullopt;
  if (std::holds_alternative<ReadState>(step.action)) return std::nullopt;
  const Observation seen = Observe(evidence, index, repetition, span);
  if (Succeeded(seen)) return std::nullopt;
  if (seen.outcome.blocked) {
    if (auto doubt = DoubtAbsence(evidence.timeline, span, seen.actor, Ping::kRequired)) {
      return doubt;
    }
  }
  std::string observed = ToText(seen.outcome);
  if (std::holds_alternative<WaitState>(step.action)) observed = "never came to that state";
  return Doubt{Verdict::kInconclusive, Blame::kUnattributed,
               SubjectOf(evidence.judged, index, repetition) + " did not succeed: " + observed};
}

std::optional<std::string> RecordCall(const Evidence& evidence, std::size_t index, int repetition,
                                      const StepSpan& span) {
  const Observation seen = Observe(evidence, index, repetition, span);
  if (seen.nobody_could_tell || seen.outcome.unsupported) return std::nullopt;
  const Ping ping = span.end.timed_out ? Ping::kRequired : Ping::kIfWasAsked;
  const bool waits_in_vain =
      seen.outcome.blocked && DoubtAbsence(evidence.timeline, span, seen.actor, ping).has_value();
  if (waits_in_vain) return std::nullopt;
  const Step& step = evidence.judged.steps[index];
  return step.expect ? Observed(*step.expect, seen.outcome) : ToText(seen.outcome);
}

}  // namespace closespec
