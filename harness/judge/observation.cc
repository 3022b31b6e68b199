#include "harness/judge/observation.h"

#include "harness/judge/signature.h"
#include "suites/model/actions.h"

namespace closespec {
namespace {

struct Observer {
  const Evidence& evidence;
  std::size_t step;
  int repetition;
  const StepSpan& span;

  // What had become of the call when this step ended.
  void LookAtCall(std::size_t began_by, int began_repetition, std::size_t limit,
                  Observation& seen) const {
    seen.call = evidence.timeline.Call(began_by, began_repetition);
    if (const auto* made = std::get_if<SocketCall>(&evidence.judged.steps[began_by].action)) {
      seen.action = made->action;
      seen.on = made->on;
      seen.in = made->in;
    }
    if (seen.call != nullptr && seen.call->outcome != nullptr && seen.call->ended_entry < limit) {
      seen.outcome = *seen.call->outcome;
      seen.entry = seen.call->ended_entry;
      return;
    }
    // A process that ends itself answers nothing.
    const bool ends_process = EndsPeer(seen.action);
    if (ends_process && !span.end.timed_out) {
      seen.outcome.returns = 0;
    } else {
      seen.outcome.blocked = true;
    }
    seen.entry = span.ended;
  }

  Observation OfBackground(Actor actor, const std::string& call) const {
    Observation seen{.actor = actor};
    if (const auto began = BackgroundStep(evidence.judged, actor, call, step)) {
      LookAtCall(*began, 0, span.ended, seen);
    } else {
      seen.outcome.blocked = true;
    }
    return seen;
  }

  Observation operator()(const SocketCall& call) const {
    Observation seen{.actor = call.actor};
    const bool background = !call.background.empty();
    LookAtCall(step, repetition, background ? evidence.timeline.ScenarioEnd() : span.ended, seen);
    return seen;
  }
  Observation operator()(const FinishCall& finish) const {
    return OfBackground(finish.actor, finish.call);
  }
  Observation operator()(const StillBlocked& blocked) const {
    return OfBackground(blocked.actor, blocked.call);
  }
  Observation operator()(const WaitState& wait) const {
    Observation seen{.actor = wait.actor, .action = "wait_state", .on = wait.on};
    LookAtState(seen);
    seen.outcome.blocked = span.end.timed_out;
    return seen;
  }
  Observation operator()(const ReadState& read) const {
    Observation seen{.actor = read.actor, .action = "state", .on = read.on};
    LookAtState(seen);
    return seen;
  }
  template <typename WireStep>
  Observation operator()(const WireStep& /*step*/) const {
    return {};
  }

  void LookAtState(Observation& seen) const {
    seen.entry = span.ended;
    seen.outcome.returns = 0;
    if (const StateRead* state = evidence.timeline.State(step, repetition)) {
      seen.nobody_could_tell = state->state.empty();
      seen.outcome.facts["state"] = state->state;
      return;
    }
    const CallSpan* call = evidence.timeline.Call(step, repetition);
    if (call != nullptr && call->outcome != nullptr && !call->outcome->unsupported) {
      seen.outcome = *call->outcome;
    }
    seen.nobody_could_tell = seen.outcome.facts.count("state") == 0;
  }
};

}  // namespace

Observation Observe(const Evidence& evidence, std::size_t step, int repetition,
                    const StepSpan& span) {
  return std::visit(Observer{evidence, step, repetition, span}, evidence.judged.steps[step].action);
}

}  // namespace closespec
