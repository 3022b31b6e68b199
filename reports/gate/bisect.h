// Whether a run is good, bad or neither, in the words of git bisect.

#ifndef CLOSESPEC_REPORTS_GATE_BISECT_H_
#define CLOSESPEC_REPORTS_GATE_BISECT_H_

#include <string>

#include "reports/diff/case_facts.h"

namespace closespec {

enum class Bisected { kGood, kBad, kCannotTell };

struct BisectAnswer {
  Bisected answer = Bisected::kGood;
  std::string why;
};

// Bad is any case that shows `signature`, or where that is empty, that breaks a MUST in a way that
// the target does not know. Where nothing is bad, a case that was not judged or that fails
// otherwise than by `signature` leaves it open.
BisectAnswer Bisect(const RunFacts& run, const std::string& signature);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_BISECT_H_
