#include "harness/judge/timeline.h"

#include <algorithm>
#include <string>

namespace closespec {

Timeline::Timeline(const Journal& journal)
    : journal_(journal), scenario_end_(journal.entries.size()), capture_is_whole_(journal.capture) {
  for (std::size_t entry = 0; entry < journal.entries.size(); ++entry) Index(entry);
  std::vector<StepSpan*> by_beginning;
  for (auto& [key, span] : steps_) by_beginning.push_back(&span);
  std::sort(by_beginning.begin(), by_beginning.end(),
            [](const StepSpan* left, const StepSpan* right) { return left->began < right->began; });
  std::size_t next = scenario_end_;
  for (auto span = by_beginning.rbegin(); span != by_beginning.rend(); ++span) {
    (*span)->next = next;
    next = (*span)->began;
  }
  // A step that never ended tells nothing.
  std::erase_if(steps_, [](const auto& each) { return each.second.ended == 0; });
}

void Timeline::Index(std::size_t entry) {
  const auto& [at, event] = journal_.entries[entry];
  const auto trouble = [&](Halt halt) {
    halt.entry = entry;
    if (!trouble_) trouble_ = std::move(halt);
  };
  if (const auto* step_began = std::get_if<StepBegan>(&event)) {
    StepSpan& span = steps_[{step_began->step, step_began->repetition}];
    span.began = entry;
    span.began_at = at;
  } else if (const auto* step_ended = std::get_if<StepEnded>(&event)) {
    StepSpan& span = steps_[{step_ended->step, step_ended->repetition}];
    span.ended = entry;
    span.ended_at = at;
    span.end = *step_ended;
  } else if (const auto* call_began = std::get_if<CallBegan>(&event)) {
    call_of_step_[{call_began->step, call_began->repetition}] = calls_.size();
    calls_.push_back({.began = call_began, .began_entry = entry});
  } else if (const auto* call_ended = std::get_if<CallEnded>(&event)) {
    EndCall(*call_ended, entry);
  } else if (const auto* state = std::get_if<StateRead>(&event)) {
    states_[{state->step, state->repetition}] = state;
  } else if (const auto* gone = std::get_if<PeerGone>(&event)) {
    if (gone->expected) {
      told_to_end_.emplace(gone->actor, entry);
    } else {
      trouble({.reason = "peer " + std::string(ToText(gone->actor)) + ": " + gone->how +
                         "; whose fault that is nobody can tell",
               .budget = gone->budget,
               .late = gone->late});
    }
  } else if (const auto* harness = std::get_if<HarnessTrouble>(&event)) {
    trouble({.reason = harness->what});
  } else if (std::holds_alternative<EpilogueBegan>(event)) {
    scenario_end_ = entry;
  } else if (const auto* capture = std::get_if<CaptureEnded>(&event)) {
    if (capture->dropped > 0) capture_is_whole_ = false;
  }
}

// `blocked` only says that the budget was over: the call may still return, and then says so.
void Timeline::EndCall(const CallEnded& ended, std::size_t entry) {
  if (ended.outcome.blocked) return;
  const auto end = [&](CallSpan& call) {
    if (call.outcome != nullptr || call.began->actor != ended.actor) return false;
    call.outcome = &ended.outcome;
    call.ended_entry = entry;
    return true;
  };
  if (ended.step != kEpilogue) {
    const auto found = call_of_step_.find({ended.step, ended.repetition});
    if (found != call_of_step_.end()) end(calls_[found->second]);
    return;
  }
  // The epilogue's calls may share their numbers; they return in the order in which they began.
  for (CallSpan& call : calls_) {
    const bool same = call.began->step == kEpilogue && call.began->repetition == ended.repetition;
    if (same && end(call)) return;
  }
}

const StepSpan* Timeline::Step(std::size_t step, int repetition) const {
  const auto found = steps_.find({step, repetition});
  return found == steps_.end() ? nullptr : &found->second;
}

const CallSpan* Timeline::Call(std::size_t step, int repetition) const {
  const auto found = call_of_step_.find({step, repetition});
  return found == call_of_step_.end() ? nullptr : &calls_[found->second];
}

const StateRead* Timeline::State(std::size_t step, int repetition) const {
  const auto found = states_.find({step, repetition});
  return found == states_.end() ? nullptr : found->second;
}

bool Timeline::WasToldToEnd(Actor actor, std::size_t entry) const {
  const auto found = told_to_end_.find(actor);
  return found != told_to_end_.end() && found->second < entry;
}

}  // namespace closespec
