#include "suites/model/describe_steps.h"

#include <algorithm>
#include <vector>

#include "suites/model/spelling.h"

namespace closespec {
namespace {

constexpr std::size_t kNumberWidth = 5;
constexpr std::size_t kSutColumn = kNumberWidth;
constexpr std::size_t kWireColumn = kNumberWidth + 12;
constexpr std::size_t kPeerColumn = kNumberWidth + 48;
constexpr std::size_t kCellWidth = 46;
constexpr std::size_t kWireWidth = 80;

std::string OnText(const std::string& on) { return on == "c" || on.empty() ? "" : " on " + on; }

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string InjectionText(const SocketCall& call) {
  std::string text;
  for (const auto& [name, value] : call.arguments) {
    text += text.empty() ? (call.action == "icmp" ? "<-- ICMP " : "<-- ") : "; ";
    if (call.action == "icmp") text.append(name).append("=");
    text += value;
  }
  return text + OnText(call.on);
}

struct ActionText {
  std::string operator()(const SocketCall& call) const {
    if (IsInjection(call)) return InjectionText(call);
    std::string text = call.action;
    for (const auto& [name, value] : call.arguments) {
      text.append(" ").append(name).append("=").append(value);
    }
    text += OnText(call.on);
    if (!call.in.empty()) text += " in process " + call.in;
    if (!call.as.empty()) text += ", makes " + call.as;
    if (!call.background.empty()) text += ", in background as " + call.background;
    return text;
  }
  std::string operator()(const FinishCall& finish) const { return "finish " + finish.call; }
  std::string operator()(const StillBlocked& blocked) const {
    return blocked.call + " is still blocked after " + std::to_string(blocked.budget.count()) +
           " ms";
  }
  std::string operator()(const WaitState& wait) const {
    return "wait until " + Joined(wait.states, " or ") + OnText(wait.on) +
           (wait.if_able ? ", where it can be asked" : "");
  }
  std::string operator()(const ReadState& read) const {
    return "state" + OnText(read.on) + (read.if_able ? ", where it can be asked" : "");
  }
  std::string operator()(const AwaitSegment& await) const {
    const bool from_sut = await.direction == Direction::kFromSut;
    std::string text;
    for (const SegmentPattern& pattern : await.any) {
      text += (text.empty() ? "" : " or ") + ToText(pattern);
    }
    return (from_sut ? "--> " : "<-- ") + text + OnText(await.on);
  }
  std::string operator()(const NeverSegment& never) const {
    return "never --> " + ToText(never.pattern) + OnText(never.on);
  }
  std::string operator()(const Silence& silence) const {
    return "silence: nothing new from the SUT" + OnText(silence.on) +
           (silence.again ? "" : ", nor anything again") +
           (silence.budget ? " for " + std::to_string(silence.budget->count()) + " ms" : "");
  }
};

struct SideOf {
  StepSide operator()(const AwaitSegment& /*wire*/) const { return StepSide::kWire; }
  StepSide operator()(const NeverSegment& /*wire*/) const { return StepSide::kWire; }
  StepSide operator()(const Silence& /*wire*/) const { return StepSide::kWire; }
  StepSide operator()(const SocketCall& call) const {
    if (IsInjection(call)) return StepSide::kWire;
    return call.actor == Actor::kSut ? StepSide::kSut : StepSide::kPeer;
  }
  template <typename OfSocket>
  StepSide operator()(const OfSocket& action) const {
    return action.actor == Actor::kSut ? StepSide::kSut : StepSide::kPeer;
  }
};

std::size_t ColumnOf(StepSide side) {
  switch (side) {
    case StepSide::kSut:
      return kSutColumn;
    case StepSide::kWire:
      return kWireColumn;
    case StepSide::kPeer:
      return kPeerColumn;
  }
  return kSutColumn;
}

std::string TimeText(const Step& step) {
  if (!step.within) return "";
  return ", " + std::to_string(step.within->minimum) + " to " +
         std::to_string(step.within->maximum) + " ms after " +
         (step.after.empty() ? "it began" : step.after);
}

// What the step judges or records, and by which clause.
std::string PurposeText(const Step& step, const Requirements& requirements) {
  if (!step.record.empty()) return "record: " + step.record + TimeText(step);
  if (!IsCheck(step)) return "";
  std::string text = "check";
  if (step.expect) text += ": " + ToText(*step.expect);
  text += TimeText(step);
  const auto clause = requirements.find(step.clause);
  text += " [" + step.clause;
  if (clause != requirements.end()) text += ", " + std::string(ToText(clause->second.level));
  return text + "]";
}

}  // namespace

std::string Wrapped(std::string_view text, std::size_t margin, std::size_t width) {
  std::string result;
  std::string line;
  const auto finish = [&] {
    result += std::string(margin, ' ') + line + "\n";
    line.clear();
  };
  for (const std::string_view word : Words(text)) {
    if (!line.empty() && line.size() + 1 + word.size() > width) finish();
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  if (!line.empty()) finish();
  return result;
}

StepText TextOf(const Step& step, const Requirements& requirements) {
  StepText text{.side = std::visit(SideOf(), step.action),
                .action = std::visit(ActionText(), step.action),
                .purpose = PurposeText(step, requirements)};
  if (step.times > 1) text.action += ", " + std::to_string(step.times) + " times";
  if (!step.label.empty()) text.action += " (" + step.label + ")";
  return text;
}

std::string DescribeSteps(const Case& shown, std::size_t first, std::size_t last,
                          const Requirements& requirements) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) {
    const Step& step = shown.steps[i];
    const StepText told = TextOf(step, requirements);
    const std::size_t column = ColumnOf(told.side);
    const std::size_t width = column == kWireColumn ? kWireWidth : kCellWidth;
    std::string lines = Wrapped(told.action, column, width);
    lines += Wrapped(told.purpose, column + 2, width - 2);
    if (!step.why.empty()) lines += Wrapped("(" + step.why + ")", column + 2, width - 2);
    const std::string number = std::to_string(i + 1);
    lines.replace(kNumberWidth - 2 - number.size(), number.size(), number);
    text += lines;
  }
  return text;
}

}  // namespace closespec
