#include "harness/judge/timing.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "harness/judge/absence.h"
#include "harness/judge/signature.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

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

}  // namespace

Finding JudgeTiming(const Evidence& evidence, std::size_t index, int repetition,
                    const StepSpan& span) {
  const Case& judged = evidence.judged;
  const Step& step = judged.steps[index];
  const Range& range = *step.within;
  Finding finding{
      .expected = std::to_string(range.minimum) + " to " + std::to_string(range.maximum) + " ms",
      .entry = span.ended};
  auto since = span.began_at;
  auto late = span.end.late;
  if (!step.after.empty()) {
    const auto earlier = StepLabelled(judged, step.after, index);
    const StepSpan* from =
        earlier ? evidence.timeline.Step(*earlier, judged.steps[*earlier].times - 1) : nullptr;
    if (from == nullptr) {
      finding.doubt = Doubt{Verdict::kInconclusive, Blame::kHarness,
                            "step " + step.after + " was not conducted"};
      return finding;
    }
    since = from->ended_at;
    late = std::max(late, WorstBetween(evidence, *earlier, index));
  }
  const auto took = std::chrono::duration_cast<milliseconds>(span.ended_at - since);
  finding.observed = "after " + std::to_string(took.count()) + " ms";
  finding.met = range.minimum <= took.count() && took.count() <= range.maximum;
  if (finding.met) return finding;
  finding.doubt = DoubtLateness(late, milliseconds(range.maximum - range.minimum));
  finding.signature = SubjectOf(judged, index, repetition) +
                      (took.count() < range.minimum ? ": too early" : ": too late") +
                      ", expected within " + finding.expected;
  if (IsOfPeer(step.action)) {
    finding.blame = Blame::kUnattributed;
    finding.reason = "the capture does not show whose time it was";
  }
  return finding;
}

}  // namespace closespec
