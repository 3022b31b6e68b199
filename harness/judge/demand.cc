#include "harness/judge/demand.h"

#include <variant>

namespace closespec {

std::string DemandOf(const AwaitSegment& wanted) {
  std::string text;
  for (const SegmentPattern& pattern : wanted.any) {
    text += (text.empty() ? "" : " or ") + ToText(pattern);
  }
  return text;
}

std::string DemandOf(const Step& step) {
  if (const auto* wanted = std::get_if<AwaitSegment>(&step.action)) return DemandOf(*wanted);
  if (const auto* never = std::get_if<NeverSegment>(&step.action)) {
    return "never " + ToText(never->pattern);
  }
  if (std::holds_alternative<Silence>(step.action)) return "silence";
  if (std::holds_alternative<StillBlocked>(step.action)) return "to be blocked";
  return step.expect ? ToText(*step.expect) : "";
}

}  // namespace closespec
