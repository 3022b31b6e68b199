#include "suites/model/scenario.h"

namespace closespec {

std::string_view ToText(Actor actor) { return actor == Actor::kSut ? "sut" : "peer"; }

std::string_view ToText(Family family) { return family == Family::kIpv4 ? "ipv4" : "ipv6"; }

std::string_view ToText(Priority priority) {
  switch (priority) {
    case Priority::kCore:
      return "core";
    case Priority::kExtended:
      return "extended";
    case Priority::kExotic:
      return "exotic";
  }
  return "";
}

std::string ArgumentOf(const SocketCall& call, std::string_view name) {
  for (const auto& [key, value] : call.arguments) {
    if (key == name) return value;
  }
  return {};
}

bool IsInjection(const SocketCall& call) {
  return call.action == "segments" || call.action == "icmp";
}

bool IsCheck(const Step& step) {
  if (!step.record.empty() || step.by_server) return false;
  if (step.expect) return true;
  if (const auto* await = std::get_if<AwaitSegment>(&step.action)) {
    return await->direction == Direction::kFromSut;
  }
  return std::holds_alternative<NeverSegment>(step.action) ||
         std::holds_alternative<Silence>(step.action) ||
         std::holds_alternative<StillBlocked>(step.action);
}

bool IsPreparation(const Step& step) { return step.record.empty() && !IsCheck(step); }

}  // namespace closespec
