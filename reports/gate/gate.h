// Policy: what a run means beside a baseline, or beside what is expected to fail. The facts stay
// in results.json; here it is decided what somebody has to act on. A pure function of both.

#ifndef CLOSESPEC_REPORTS_GATE_GATE_H_
#define CLOSESPEC_REPORTS_GATE_GATE_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/diff/case_facts.h"
#include "reports/diff/diff.h"
#include "reports/gate/expectations.h"

namespace closespec {

// In the order in which they are told.
enum class GateClass {
  kRegression,      // was good, is broken with a signature that nobody knows
  kChangedFailure,  // was broken before, and now has another signature, too
  kNew,             // not in the baseline, or not judged there
  kFlaky,           // broken in some repetitions and not in others
  kCapabilityLost,  // was judged, or is declared, and is unsupported
  kExpired,         // what was expected is so still, but the day is over
  kFixed,           // what was expected, or in the baseline, is no more
  kRemoved,         // in the baseline alone
  kUnproved,        // inconclusive or error, however often it was run
  kExpected,        // broken as it is expected or was before
  kAsBefore,        // good
};
std::string_view ToText(GateClass what);

struct GatePolicy {
  bool has_baseline = false;
  const Expectations& expectations;
  std::string today;                     // ISO 8601 date
  std::vector<std::string> known_cases;  // ids of all that the run or the suite has
};

// A case of the run, of the baseline or of both; pointers into them.
struct GateOutcome {
  CaseDifference facts;
  GateClass what = GateClass::kAsBefore;
  bool is_red = false;
  std::vector<std::string> reasons;  // sentences, the first tells most

  [[nodiscard]] const std::string& Id() const {
    return facts.after != nullptr ? facts.after->id : facts.before->id;
  }
};

GateOutcome JudgeCase(const GatePolicy& policy, const CaseDifference& facts);

struct GateReport {
  std::vector<GateOutcome> outcomes;  // by id; without kExpected and kAsBefore
  std::map<GateClass, std::size_t> counts;
  std::size_t drifted = 0;  // good, but another alternative or record than in the baseline
  // Expectations that fit no case of the run, as "FILE:LINE: CASES"; stale where the suite has none
  // either, and then red.
  std::vector<std::string> unused;
  std::vector<std::string> stale;
  std::vector<std::string> troubles;  // why the run cannot be trusted to be whole
};

// `baseline` is empty where there is none.
GateReport Judge(const GatePolicy& policy, const RunFacts& baseline, const RunFacts& run);

// 1 where anything is red; 3 where the run is not whole or proves nothing of a case; else 0.
int ExitCode(const GateReport& report);
// "red", "not proved" or "green", as the exit status has it.
std::string_view ConclusionOf(const GateReport& report);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_GATE_H_
