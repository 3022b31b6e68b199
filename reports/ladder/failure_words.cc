#include "reports/ladder/failure_words.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace closespec {
namespace {

struct SubjectOf {
  std::string operator()(const SocketCall& call) const { return Of(call.actor, call.action); }
  std::string operator()(const FinishCall& finish) const { return Of(finish.actor, finish.call); }
  std::string operator()(const StillBlocked& call) const { return Of(call.actor, call.call); }
  std::string operator()(const WaitState& wait) const { return Of(wait.actor, "wait_state"); }
  std::string operator()(const ReadState& read) const { return Of(read.actor, "state"); }
  std::string operator()(const AwaitSegment& await) const {
    return await.direction == Direction::kFromSut ? "wire.sut_sends" : "wire.sut_gets";
  }
  std::string operator()(const NeverSegment& /*never*/) const { return "wire.never"; }
  std::string operator()(const Silence& /*silence*/) const { return "wire.silence"; }

  static std::string Of(Actor actor, const std::string& call) {
    return std::string(ToText(actor)) + "." + call;
  }
};

template <typename Event>
bool EndsStep(const Event& event, std::size_t step) {
  if constexpr (std::is_same_v<Event, CallEnded> || std::is_same_v<Event, StepEnded> ||
                std::is_same_v<Event, StateRead>) {
    return event.step == step;
  }
  return false;
}

}  // namespace

std::string_view WhoIsToAct(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFail:
      return "A MUST is broken and the evidence shows it. To act: the stack's owner.";
    case Verdict::kDeviates:
      return "A SHOULD is not met. To act: the stack's owner, at leisure.";
    case Verdict::kInconclusive:
      return "The evidence is not good enough to blame the stack. To act: whoever runs the suite.";
    case Verdict::kError:
      return "The harness or a peer broke before anything was proved. To act: makers of closespec.";
    case Verdict::kPass:
    case Verdict::kPermitted:
    case Verdict::kUnsupported:
      return "";
  }
  return "";
}

std::string_view Named(Blame blame) {
  switch (blame) {
    case Blame::kNobody:
      return "nobody";
    case Blame::kSut:
      return "the SUT";
    case Blame::kPeer:
      return "the other peer";
    case Blame::kHarness:
      return "the harness";
    case Blame::kUnattributed:
      return "cannot be attributed: SUT or other peer";
  }
  return "";
}

bool IsTrouble(const CaseResult& result) { return !WhoIsToAct(result.verdict).empty(); }

std::string Sentence(const Case& judged, const CheckResult& check) {
  if (!check.signature.empty()) return check.signature;
  std::string text = check.observed + ", expected " + check.expected;
  if (!check.step || *check.step >= judged.steps.size()) return text;
  return std::visit(SubjectOf{}, judged.steps[*check.step].action) + ": " + text;
}

std::string Headline(const Requirements& requirements, const Case& judged,
                     const CaseResult& result) {
  const std::vector<const CheckResult*> broken = BrokenChecks(result);
  const auto worst = std::ranges::find_if(
      broken, [&result](const CheckResult* each) { return each->verdict == result.verdict; });
  if (worst == broken.end()) return result.reason;
  const CheckResult& check = **worst;
  std::string text = Sentence(judged, check);
  if (check.clause.empty()) return text;
  const auto clause = requirements.find(check.clause);
  const bool breaks = check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
  return text + (breaks ? "; breaks " : "; about ") +
         (clause == requirements.end() ? check.clause : Citation(clause->second));
}

std::optional<std::size_t> EntryOf(const CheckResult& check, const Journal& journal) {
  if (check.entry && *check.entry < journal.entries.size()) return check.entry;
  if (!check.step) return std::nullopt;
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const auto* ended = std::get_if<StepEnded>(&journal.entries[i].event);
    if (last && ended != nullptr && !ended->timed_out) continue;
    const bool of_step =
        std::visit([&check](const auto& event) { return EndsStep(event, *check.step); },
                   journal.entries[i].event);
    if (of_step) last = i;
  }
  return last;
}

}  // namespace closespec
