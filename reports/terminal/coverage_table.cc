#include "reports/terminal/coverage_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace closespec {
namespace {

bool IsDemand(const Requirement& clause) {
  return clause.level == Level::kMust || clause.level == Level::kShould;
}

bool HasCheck(CoverageState state) {
  return state == CoverageState::kChecked || state == CoverageState::kRestated;
}

struct Share {
  std::size_t with_check = 0;
  std::size_t of = 0;

  void Add(bool has_check) {
    ++of;
    if (has_check) ++with_check;
  }
  [[nodiscard]] std::string ToText() const {
    const std::size_t percent = of == 0 ? 100 : with_check * 100 / of;
    return fmt::format("{} of {} ({} %)", with_check, of, percent);
  }
};

struct Shares {
  Share demands;     // MUST and SHOULD that somebody outside can observe
  Share statements;  // all clauses that bind a stack
  std::map<CoverageState, std::size_t> without;

  void Add(const ClauseCoverage& each) {
    const bool has_check = HasCheck(each.state);
    statements.Add(has_check);
    if (!has_check) ++without[each.state];
    if (IsDemand(*each.clause) && each.state != CoverageState::kUnobservable) {
      demands.Add(has_check);
    }
  }
};

std::string ShareLine(std::string_view name, const Shares& shares) {
  const auto count = [&](CoverageState state) {
    const auto found = shares.without.find(state);
    return found == shares.without.end() ? std::size_t{0} : found->second;
  };
  return fmt::format("{:<26} {:<22} {:<22} {:>12} {:>9} {:>5}\n", name, shares.demands.ToText(),
                     shares.statements.ToText(), count(CoverageState::kUnobservable),
                     count(CoverageState::kUnchecked), count(CoverageState::kOpen));
}

std::string ShareTable(std::span<const ClauseCoverage> coverage) {
  std::map<std::string, Shares> by_source;
  Shares all;
  for (const ClauseCoverage& each : coverage) {
    by_source[each.clause->source].Add(each);
    all.Add(each);
  }
  std::string text =
      fmt::format("{:<26} {:<22} {:<22} {:>12} {:>9} {:>5}\n", "text", "observable demands",
                  "statements", "unobservable", "unchecked", "open");
  for (const auto& [source, shares] : by_source) text += ShareLine(source, shares);
  return text + ShareLine("all", all);
}

std::string_view WhyNone(const Requirement& clause) {
  if (!clause.unobservable.empty()) return clause.unobservable;
  if (!clause.unchecked.empty()) return clause.unchecked;
  return "no check and no reason";
}

std::string WithVerdict(const std::string& text, std::optional<Verdict> verdict) {
  return verdict ? fmt::format("{} ({})", text, ToText(*verdict)) : text;
}

// Where the clause's checks stand in the results.
const std::string& CheckedId(const ClauseCoverage& each) {
  return each.state == CoverageState::kRestated ? each.clause->restates : each.clause->id;
}

std::string ClauseText(const ClauseCoverage& each, const ClauseVerdicts& verdicts) {
  std::string text =
      fmt::format("{}  {}  {}\n", each.clause->id, ToText(each.clause->level), ToText(each.state));
  if (!HasCheck(each.state)) return text + fmt::format("    {}\n", WhyNone(*each.clause));
  if (each.state == CoverageState::kRestated) {
    return text + fmt::format("    says what {} says\n", each.clause->restates);
  }
  for (const std::string& invariant : each.invariants) {
    text += fmt::format("    every case: {}\n", invariant);
  }
  for (const std::string& scenario : each.scenarios) {
    text += fmt::format("    {}\n", WithVerdict(scenario, verdicts.Of(CheckedId(each), scenario)));
  }
  return text;
}

std::string ScenariosText(std::span<const ClauseCoverage> coverage,
                          const ClauseVerdicts& verdicts) {
  std::map<std::string, std::set<std::string>> clauses;
  for (const ClauseCoverage& each : coverage) {
    if (each.state != CoverageState::kChecked) continue;
    for (const std::string& scenario : each.scenarios) {
      clauses[scenario].insert(
          WithVerdict(each.clause->id, verdicts.Of(each.clause->id, scenario)));
    }
  }
  std::string text;
  for (const auto& [scenario, cited] : clauses) {
    text += fmt::format("{}  {}\n", scenario, fmt::join(cited, ", "));
  }
  return text;
}

std::string Quoted(std::string_view field) {
  std::string quoted = "\"";
  for (const char each : field) {
    if (each == '"') quoted += '"';
    quoted += each;
  }
  return quoted + '"';
}

std::string CsvLine(const ClauseCoverage& each, std::string_view check, std::string_view verdict) {
  const bool has_check = HasCheck(each.state);
  return fmt::format(
      "{},{},{},{},{},{},{},{}\r\n", Quoted(each.clause->id), Quoted(Citation(*each.clause)),
      ToText(each.clause->level), each.clause->applies_to, ToText(each.state), Quoted(check),
      verdict, Quoted(has_check ? std::string_view(each.clause->restates) : WhyNone(*each.clause)));
}

}  // namespace

void ClauseVerdicts::Add(const CaseResult& result) {
  for (const CheckResult& check : result.checks) {
    if (check.level == Level::kRecord) continue;
    const auto [entry, is_new] = worst_.try_emplace({check.clause, result.scenario}, check.verdict);
    if (!is_new) entry->second = Worsen(entry->second, check.verdict);
  }
}

std::optional<Verdict> ClauseVerdicts::Of(const std::string& clause,
                                          const std::string& scenario) const {
  const auto found = worst_.find({clause, scenario});
  if (found == worst_.end()) return std::nullopt;
  return found->second;
}

std::string CoverageText(std::span<const ClauseCoverage> coverage, const ClauseVerdicts& verdicts) {
  std::string text = ShareTable(coverage) + "\n";
  for (const ClauseCoverage& each : coverage) text += ClauseText(each, verdicts);
  return text + "\n" + ScenariosText(coverage, verdicts);
}

std::string CoverageCsv(std::span<const ClauseCoverage> coverage, const ClauseVerdicts& verdicts) {
  std::string text = "clause,citation,level,applies_to,state,check,verdict,reason\r\n";
  for (const ClauseCoverage& each : coverage) {
    for (const std::string& invariant : each.invariants) {
      text += CsvLine(each, "invariant." + invariant, "");
    }
    for (const std::string& scenario : each.scenarios) {
      const auto verdict = verdicts.Of(CheckedId(each), scenario);
      text += CsvLine(each, scenario, verdict ? ToText(*verdict) : "");
    }
    if (each.invariants.empty() && each.scenarios.empty()) text += CsvLine(each, "", "");
  }
  return text;
}

}  // namespace closespec
