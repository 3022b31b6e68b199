#include "reports/results/results.h"

#include <algorithm>
#include <array>

namespace closespec {
namespace {

constexpr std::array<std::string_view, 7> kVerdicts = {
    "pass", "permitted", "deviates", "inconclusive", "error", "fail", "unsupported"};
constexpr std::array<std::string_view, 5> kBlames = {"nobody", "sut", "peer", "harness",
                                                     "unattributed"};

template <typename Enum, std::size_t N>
std::optional<Enum> Parse(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view ToText(Verdict verdict) { return kVerdicts.at(static_cast<std::size_t>(verdict)); }
std::optional<Verdict> ParseVerdict(std::string_view text) {
  return Parse<Verdict>(kVerdicts, text);
}
Verdict Worsen(Verdict verdict, Verdict other) { return std::max(verdict, other); }

std::string_view ToText(Blame blame) { return kBlames.at(static_cast<std::size_t>(blame)); }
std::optional<Blame> ParseBlame(std::string_view text) { return Parse<Blame>(kBlames, text); }

int ExitCode(const Run& run) {
  bool fell_short = false;
  bool broke = run.interrupted;
  for (const CaseResult& each : run.cases) {
    fell_short |= each.verdict == Verdict::kFail && !each.known;
    broke |= each.verdict == Verdict::kError || each.verdict == Verdict::kInconclusive;
  }
  if (fell_short) return 1;
  return broke ? 3 : 0;
}

}  // namespace closespec
