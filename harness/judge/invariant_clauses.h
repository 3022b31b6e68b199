// The clauses that the invariants demand in every case.

#ifndef CLOSESPEC_HARNESS_JUDGE_INVARIANT_CLAUSES_H_
#define CLOSESPEC_HARNESS_JUDGE_INVARIANT_CLAUSES_H_

#include <array>

#include "suites/model/coverage.h"

namespace closespec {

inline constexpr std::array kInvariantClauses = {
    InvariantClause{"byte_ledger", "rfc9293-3.6-p4"},
    InvariantClause{"no_war", "rfc9293-3.5.2-p4"},
    InvariantClause{"no_war", "rfc5961-7-p1"},
    InvariantClause{"nothing_left", "rfc9293-3.6-p11"},
    InvariantClause{"well_formed", "rfc9293-3.1-p1"},
    InvariantClause{"well_formed", "rfc9293-3.1-p2"},
    InvariantClause{"well_formed", "rfc9293-3.1-p4"},
    InvariantClause{"well_formed", "rfc9293-3.10.4-p5"},
    InvariantClause{"well_formed", "rfc9293-3.10.7.4-p18"},
    InvariantClause{"well_formed", "rfc9293-3.5.2-p5"},
    InvariantClause{"well_formed", "rfc9293-3.5.2-p7"},
    InvariantClause{"well_formed", "rfc9293-3.6.1-p1"},
};

// A clause of that list; any other does not compile.
consteval const char* InvariantClauseNamed(std::string_view clause) {
  for (const InvariantClause& each : kInvariantClauses) {
    if (each.clause == clause) return each.clause.data();
  }
  throw "not in kInvariantClauses";
}

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_INVARIANT_CLAUSES_H_
