#include "suites/model/outcome.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace closespec {
namespace {

// Ports and addresses differ from run to run; they are no part of what a call came to.
constexpr std::array<std::string_view, 9> kToldFacts = {
    "bytes", "end", "events", "exit", "flags_out", "milliseconds", "onoff", "seconds", "value"};

std::string Headline(const Outcome& outcome) {
  if (outcome.unsupported) return "unsupported: " + *outcome.unsupported;
  if (outcome.blocked) return "blocked";
  if (outcome.error) return "failed with " + *outcome.error;
  if (outcome.returns) return "returned " + std::to_string(*outcome.returns);
  return "";
}

void Append(std::string& text, std::string_view part) {
  if (!text.empty()) text += ", ";
  text += part;
}

}  // namespace

std::string ToText(const Outcome& outcome) {
  std::string text = Headline(outcome);
  for (const auto& [name, value] : outcome.facts) {
    if (name == "state") Append(text, value);
    if (std::ranges::count(kToldFacts, name) == 0) continue;
    Append(text, name);
    text += '=';
    text += value;
  }
  if (!outcome.intact) Append(text, "data altered");
  return text.empty() ? "no answer" : text;
}

}  // namespace closespec
