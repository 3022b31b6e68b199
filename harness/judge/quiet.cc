#include <regex>

#include "harness/judge/invariants.h"

namespace closespec {
namespace {

// Without what differs from one time to the next: numbers, addresses, offsets into functions.
std::string Constant(const std::string& text) {
  static const std::regex numbers("\\b(0x[0-9a-f]+|[0-9a-f]{16}|[0-9]+)\\b");
  return std::regex_replace(text, numbers, "N");
}

}  // namespace

// No text demands it: such a message is the kernel's own word that it is broken.
Breach JudgeQuiet(const Evidence& evidence) {
  Breach breach{.finding = {.met = true, .expected = "no warning or worse in the kernel's log"}};
  const auto& entries = evidence.timeline.Source().entries;
  for (std::size_t entry = 0; entry < entries.size(); ++entry) {
    const auto* complained = std::get_if<StackComplained>(&entries[entry].event);
    if (complained == nullptr) continue;
    breach.finding.met = false;
    breach.finding.observed = Constant(complained->text);
    breach.finding.reason = complained->text;
    breach.finding.entry = entry;
    break;
  }
  return breach;
}

}  // namespace closespec
