#include "harness/qualify/bundle/call_evidence.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace closespec {
namespace {

using Difference = std::optional<std::string>;
using Turn = std::pair<std::size_t, int>;  // step and repetition

// All that the epilogue asks for.
constexpr std::array<std::string_view, 4> kEpilogueActions = {"exit", "shutdown", "recv_all",
                                                              "close"};

std::string Name(const Turn& turn) {
  if (turn.first == kEpilogue) return "the epilogue";
  return "step " + std::to_string(turn.first + 1) +
         (turn.second == 0 ? "" : ", repetition " + std::to_string(turn.second + 1));
}

template <typename Event>
Turn TurnOf(const Event& event) {
  return {event.step, event.repetition};
}

bool IsCallOf(const CallBegan& made, const SocketCall& asked) {
  return std::tie(made.actor, made.action, made.on, made.as, made.in, made.background,
                  made.arguments) == std::tie(asked.actor, asked.action, asked.on, asked.as,
                                              asked.in, asked.background, asked.arguments);
}

class Walk {
 public:
  Walk(const Case& conducted, const Journal& journal) : case_(conducted), journal_(journal) {}

  Difference First() {
    std::chrono::nanoseconds now{0};
    for (const Entry& entry : journal_.entries) {
      if (entry.at < now) return "its time goes backwards";
      now = entry.at;
      auto difference = std::visit([this](const auto& event) { return Take(event); }, entry.event);
      if (difference) return difference;
    }
    return std::nullopt;
  }

 private:
  Difference Take(const PeerReady& hello) {
    if (next_ == Turn{} && !current_ && greeted_.insert(hello.actor).second) return std::nullopt;
    return "the " + std::string(ToText(hello.actor)) + " says hello out of its turn";
  }

  Difference Take(const StepBegan& began) {
    const Turn turn = TurnOf(began);
    if (over_ || current_ || turn != next_ || turn.first >= case_.steps.size()) {
      return Name(turn) + " begins out of its turn";
    }
    current_ = turn;
    const bool again = turn.second + 1 < case_.steps[turn.first].times;
    next_ = again ? Turn{turn.first, turn.second + 1} : Turn{turn.first + 1, 0};
    return std::nullopt;
  }

  Difference Take(const StepEnded& ended) {
    const Turn turn = TurnOf(ended);
    if (current_ != turn) return Name(turn) + " ends without having begun";
    current_.reset();
    const auto* asked = std::get_if<SocketCall>(&case_.steps[turn.first].action);
    if (asked == nullptr) return std::nullopt;
    if (!made_.contains({turn, asked->actor})) return Name(turn) + " ends without its call";
    const bool may_go_on = ended.timed_out || !asked->background.empty() || somebody_went_;
    if (!may_go_on && !answered_.contains({turn, asked->actor})) {
      return Name(turn) + " ends before its call returns";
    }
    return std::nullopt;
  }

  Difference Take(const CallBegan& call) {
    const Turn turn = TurnOf(call);
    if (!IsAsked(call)) return "the call " + call.action + " is not that of " + Name(turn);
    if (made_.insert({turn, call.actor}).second) return std::nullopt;
    return Name(turn) + " makes its call twice";
  }

  Difference Take(const CallEnded& call) {
    const std::pair key(TurnOf(call), call.actor);
    if (!made_.contains(key)) return Name(key.first) + " has an answer to no call";
    // `blocked` only says that the budget was over: the call may still return.
    if (call.outcome.blocked || answered_.insert(key).second) return std::nullopt;
    return Name(key.first) + " has two answers to its call";
  }

  Difference Take(const StateRead& read) {
    const Turn turn = TurnOf(read);
    const auto is_of = [&read](const auto& step) {
      return step.actor == read.actor && step.on == read.on;
    };
    if (current_ == turn) {
      const Action& action = case_.steps[turn.first].action;
      const auto* waited = std::get_if<WaitState>(&action);
      const auto* wanted = std::get_if<ReadState>(&action);
      if (waited != nullptr && is_of(*waited)) return std::nullopt;
      if (wanted != nullptr && is_of(*wanted)) return std::nullopt;
    }
    return "the state that is read is not that of " + Name(turn);
  }

  Difference Take(const EpilogueBegan& /*began*/) {
    if (current_ || std::exchange(over_, true)) return "the epilogue begins out of its turn";
    return std::nullopt;
  }

  Difference Take(const PeerGone& /*gone*/) {
    somebody_went_ = true;
    return std::nullopt;
  }

  template <typename Other>
  Difference Take(const Other& /*of_no_step*/) {
    return std::nullopt;
  }

  [[nodiscard]] bool IsAsked(const CallBegan& call) const {
    if (call.step == kEpilogue) {
      return over_ && std::ranges::count(kEpilogueActions, call.action) != 0;
    }
    if (current_ != TurnOf(call)) return false;
    const auto* asked = std::get_if<SocketCall>(&case_.steps[call.step].action);
    return asked != nullptr && IsCallOf(call, *asked);
  }

  const Case& case_;
  const Journal& journal_;
  std::set<Actor> greeted_;
  Turn next_{};
  std::optional<Turn> current_;
  bool over_ = false;
  bool somebody_went_ = false;
  std::set<std::pair<Turn, Actor>> made_;
  std::set<std::pair<Turn, Actor>> answered_;
};

}  // namespace

Difference DifferenceFromSteps(const Case& conducted, const Journal& journal) {
  return Walk(conducted, journal).First();
}

}  // namespace closespec
