#include "harness/judge/time_lost.h"

#include <algorithm>
#include <string>
#include <variant>

#include "suites/model/sent_text.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

// The shortest timer of a stack that nobody has set is TIME_WAIT or FIN_WAIT_2 of half a minute.
constexpr std::chrono::seconds kWithoutTimers{10};
// What a scenario waits for may be a timer of the least retransmission time-out.
constexpr milliseconds kLeast{200};

milliseconds DelayOf(const SocketCall& injection) {
  milliseconds delay{0};
  for (const auto& [number, text] : injection.arguments) delay += ReadSentSegment(text).delay;
  return delay;
}

// A time in which nothing may happen is waited for again where the harness was late, and what the
// wire peer is to send is sent when its process gets to it.
milliseconds LostIn(const Step& step, const StepSpan& span) {
  const auto took = std::chrono::duration_cast<milliseconds>(span.ended_at - span.began_at);
  const auto* call = std::get_if<SocketCall>(&step.action);
  if (call != nullptr && IsInjection(*call)) return std::max(span.end.late, took - DelayOf(*call));
  const bool waits_its_time = std::holds_alternative<Silence>(step.action) ||
                              std::holds_alternative<StillBlocked>(step.action);
  return waits_its_time ? std::max(span.end.late, took - span.end.budget) : span.end.late;
}

}  // namespace

TimeLost::TimeLost(const Case& judged, const Timeline& timeline)
    : judged_(judged), to_spare_(kWithoutTimers) {
  if (judged.real_time.count() > 0) to_spare_ = kLeast + milliseconds(judged.real_time) / 50;
  milliseconds lost{0};
  lost_.reserve(judged.steps.size());
  for (std::size_t step = 0; step < judged.steps.size(); ++step) {
    for (int repetition = 0; repetition < judged.steps[step].times; ++repetition) {
      const StepSpan* span = timeline.Step(step, repetition);
      if (span != nullptr) lost += LostIn(judged.steps[step], *span);
    }
    lost_.push_back(lost);
  }
}

std::optional<Doubt> TimeLost::DoubtStep(std::size_t step) const {
  if (lost_[step] <= to_spare_) return std::nullopt;
  return Doubt{Verdict::kInconclusive, Blame::kHarness,
               "harness late by " + std::to_string(lost_[step].count()) +
                   " ms until then, while the stack's timers ran on"};
}

}  // namespace closespec
