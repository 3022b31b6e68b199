// Which clauses the scenarios' checks demand, and which nobody checks, and why.

#ifndef CLOSESPEC_SUITES_MODEL_COVERAGE_H_
#define CLOSESPEC_SUITES_MODEL_COVERAGE_H_

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/lint.h"
#include "suites/model/loader.h"

namespace closespec {

// A check that every case makes, whatever its scenario is about.
struct InvariantClause {
  std::string_view invariant;  // "no_war"
  std::string_view clause;
};

enum class CoverageState {
  kChecked,
  kRestated,      // a clause that says the same is checked
  kUnobservable,  // with a reason
  kUnchecked,     // with a reason
  kOpen,          // without one
};
std::string_view ToText(CoverageState state);

struct ClauseCoverage {
  const Requirement* clause = nullptr;  // of the suite
  CoverageState state = CoverageState::kOpen;
  std::set<std::string> scenarios;   // whose checks cite it, of their own steps or preambles
  std::set<std::string> invariants;  // that cite it
};

// Every clause that binds a stack, by id.
std::vector<ClauseCoverage> CoverageOf(const Suite& suite,
                                       std::span<const InvariantClause> invariants);

// Of clauses that nobody checks and nobody says why, and of reasons that have become untrue.
std::vector<Warning> LintClauses(const Suite& suite, std::span<const ClauseCoverage> coverage);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_COVERAGE_H_
