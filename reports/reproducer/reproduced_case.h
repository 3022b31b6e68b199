// A case of a recorded run that is to be told in somebody else's language, and what is common to
// all such languages: which check it is about, the words on top, and how it is refused.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_REPRODUCED_CASE_H_
#define CLOSESPEC_REPORTS_REPRODUCER_REPRODUCED_CASE_H_

#include <set>
#include <string>
#include <string_view>

#include "reports/results/recorded_run.h"

namespace closespec {

// Why a step has no equal in the language; the caller adds where it stands.
struct Inexpressible {
  std::string why;
};

struct ReproducedCase {
  Case judged;                          // with the levels that bind the run's target
  const CheckResult* broken = nullptr;  // what made the verdict; null: the case is as it should be
  std::set<std::size_t> unmet;          // steps of all checks that did not come out well
};

// A DocumentError where the suite has the case no more. Of a suite that has changed since the run,
// nothing is known to be broken.
ReproducedCase Reproduce(const RecordedRun& recorded, const CaseResult& result);

// Throws the DocumentError "suites/x/y.json:12: x/y[..] cannot be WHAT: why"; without a step the
// place is the scenario's.
[[noreturn]] void Refuse(const RecordedRun& recorded, const CaseResult& result, const Step* step,
                         std::string_view what, const Inexpressible& trouble);

// Comma-separated words as an expression: "MSG_PEEK|MSG_DONTWAIT", or "0".
std::string OredFlags(const std::string& words, std::string_view prefix);

// The case, what it is for, and what came of it: lines of plain text.
std::string IntroductionOf(const RecordedRun& recorded, const CaseResult& result);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_REPRODUCED_CASE_H_
