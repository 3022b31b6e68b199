#include "suites/model/coverage.h"

#include <map>

namespace closespec {
namespace {

using ByClause = std::map<std::string, ClauseCoverage, std::less<>>;

ByClause CheckedClauses(const Suite& suite, std::span<const InvariantClause> invariants) {
  ByClause checked;
  for (const Scenario& scenario : suite.scenarios) {
    for (const Case& each : scenario.cases) {
      for (const Step& step : each.steps) {
        if (IsCheck(step)) checked[step.clause].scenarios.insert(scenario.id);
      }
    }
  }
  for (const InvariantClause& each : invariants) {
    checked[std::string(each.clause)].invariants.emplace(each.invariant);
  }
  return checked;
}

CoverageState StateOf(const Requirement& clause, const ByClause& checked) {
  if (checked.contains(clause.id)) return CoverageState::kChecked;
  if (!clause.restates.empty() && checked.contains(clause.restates)) {
    return CoverageState::kRestated;
  }
  if (!clause.unobservable.empty()) return CoverageState::kUnobservable;
  return clause.unchecked.empty() ? CoverageState::kOpen : CoverageState::kUnchecked;
}

}  // namespace

std::string_view ToText(CoverageState state) {
  switch (state) {
    case CoverageState::kChecked:
      return "checked";
    case CoverageState::kRestated:
      return "restated";
    case CoverageState::kUnobservable:
      return "unobservable";
    case CoverageState::kUnchecked:
      return "unchecked";
    case CoverageState::kOpen:
      break;
  }
  return "open";
}

std::vector<ClauseCoverage> CoverageOf(const Suite& suite,
                                       std::span<const InvariantClause> invariants) {
  const ByClause checked = CheckedClauses(suite, invariants);
  std::vector<ClauseCoverage> all;
  for (const auto& [id, clause] : suite.requirements) {
    if (clause.binds != "stack") continue;
    ClauseCoverage coverage;
    const CoverageState state = StateOf(clause, checked);
    const auto found = checked.find(state == CoverageState::kRestated ? clause.restates : id);
    if (found != checked.end()) coverage = found->second;
    coverage.clause = &clause;
    coverage.state = state;
    all.push_back(std::move(coverage));
  }
  return all;
}

std::vector<Warning> LintClauses(const Suite& suite, std::span<const ClauseCoverage> coverage) {
  std::vector<Warning> warnings;
  for (const ClauseCoverage& each : coverage) {
    const Requirement& clause = *each.clause;
    const bool has_reason = !clause.unobservable.empty() || !clause.unchecked.empty();
    std::string what;
    if (each.state == CoverageState::kOpen) {
      what = clause.restates.empty() ? "has no check, and nothing says why"
                                     : "restates \"" + clause.restates + "\", which has no check";
    } else if (each.state == CoverageState::kChecked && has_reason) {
      what = "says why it has no check, and has one";
    } else {
      continue;
    }
    warnings.push_back(
        {suite.requirements_file, clause.line, "the clause \"" + clause.id + "\" " + what});
  }
  return warnings;
}

}  // namespace closespec
