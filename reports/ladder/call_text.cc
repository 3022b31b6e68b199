#include "reports/ladder/call_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace closespec {
namespace {

// Arguments whose value says all.
constexpr std::array<std::string_view, 7> kPlainArguments = {"bytes",  "how",    "option", "flags",
                                                             "events", "signal", "status"};
// Facts that tell what the call came to; ports and addresses would only widen the column.
constexpr std::array<std::string_view, 9> kToldFacts = {
    "bytes", "end", "events", "exit", "flags_out", "milliseconds", "onoff", "seconds", "value"};

bool IsReceive(const CallBegan& call) {
  return call.action == "recv" || call.action == "read" || call.action == "finish";
}

}  // namespace

std::string CallName(const CallBegan& call) {
  std::string text;
  if (!call.in.empty()) text += call.in + "/";
  if (!call.background.empty()) text += call.background + ": ";
  text += call.action;
  if (!call.on.empty() && call.on != "c") text += "(" + call.on + ")";
  return text;
}

std::string CallText(const CallBegan& call) {
  std::string text = CallName(call);
  for (const auto& [name, value] : call.arguments) {
    const bool plain = std::ranges::count(kPlainArguments, name) > 0;
    text += ' ';
    if (!plain) text.append(name).append("=");
    text += value;
  }
  if (!call.as.empty() && call.as != "c") text += " as " + call.as;
  return text;
}

std::string OutcomeText(const CallBegan& call, const Outcome& outcome) {
  std::string text;
  if (outcome.unsupported) return "unsupported";
  if (outcome.blocked) {
    text = "blocked";
  } else if (outcome.error) {
    text = *outcome.error;
  } else if (outcome.returns) {
    text = std::to_string(*outcome.returns);
    if (*outcome.returns == 0 && IsReceive(call)) text += " (end)";
  }
  for (const auto& [name, value] : outcome.facts) {
    if (std::ranges::count(kToldFacts, name) == 0) continue;
    if (!text.empty()) text += ' ';
    text.append(name).append("=").append(value);
  }
  if (!outcome.intact) text += " data altered";
  return text.empty() ? "done" : text;
}

}  // namespace closespec
