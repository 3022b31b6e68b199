#include "reports/results/results.h"

#include <algorithm>
#include <array>
#include <utility>

namespace closespec {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 7> kVerdicts = {{
    {Verdict::kPass, "pass"},
    {Verdict::kPermitted, "permitted"},
    {Verdict::kDeviates, "deviates"},
    {Verdict::kInconclusive, "inconclusive"},
    {Verdict::kError, "error"},
    {Verdict::kFail, "fail"},
    {Verdict::kUnsupported, "unsupported"},
}};

constexpr std::array<std::pair<Blame, std::string_view>, 5> kBlames = {{
    {Blame::kNobody, "nobody"},
    {Blame::kSut, "sut"},
    {Blame::kPeer, "peer"},
    {Blame::kHarness, "harness"},
    {Blame::kUnattributed, "unattributed"},
}};

template <typename Table, typename Value>
std::string_view WordOf(const Table& table, Value value) {
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const auto& each) { return each.first == value; });
  return row == table.end() ? std::string_view("?") : row->second;
}

template <typename Value, std::size_t kRows>
std::optional<Value> ValueOf(const std::array<std::pair<Value, std::string_view>, kRows>& table,
                             std::string_view word) {
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const auto& each) { return each.second == word; });
  if (row == table.end()) return std::nullopt;
  return row->first;
}

constexpr int kAsExpected = 0;
constexpr int kStackFellShort = 1;
constexpr int kWrongUsage = 2;
constexpr int kRunBroke = 3;

}  // namespace

std::string_view ToText(Verdict verdict) { return WordOf(kVerdicts, verdict); }
std::optional<Verdict> ParseVerdict(std::string_view text) { return ValueOf(kVerdicts, text); }
Verdict Worsen(Verdict verdict, Verdict other) { return std::max(verdict, other); }

std::string_view ToText(Blame blame) { return WordOf(kBlames, blame); }
std::optional<Blame> ParseBlame(std::string_view text) { return ValueOf(kBlames, text); }

int ExitCode(const CaseResult& result) {
  if (result.verdict == Verdict::kFail && !result.known) return kStackFellShort;
  const bool ours = result.verdict == Verdict::kError || result.verdict == Verdict::kInconclusive;
  return ours ? kRunBroke : kAsExpected;
}

int ExitCode(const Run& run) {
  int code = run.interrupted ? kRunBroke : kAsExpected;
  for (const CaseResult& each : run.cases) code = WorseExit(code, ExitCode(each));
  return code;
}

int WorseExit(int code, int other) {
  for (const int worst : {kWrongUsage, kStackFellShort, kRunBroke}) {
    if (code == worst || other == worst) return worst;
  }
  return kAsExpected;
}

}  // namespace closespec
