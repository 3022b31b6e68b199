// What came of a case in the words that continuous integration knows: one of four ends, one line,
// and a paragraph for each broken check.

#ifndef CLOSESPEC_REPORTS_RESULTS_ACCOUNT_H_
#define CLOSESPEC_REPORTS_RESULTS_ACCOUNT_H_

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/recorded_run.h"
#include "reports/results/results.h"

namespace closespec {

enum class CiStatus {
  kPassed,   // pass, permitted, deviates
  kFailed,   // fail that no deviation of the target covers
  kBroken,   // error, inconclusive: nothing is proved
  kSkipped,  // unsupported, or a fail that the target knows
};
CiStatus CiStatusOf(const CaseResult& result);

// Whether the run came to its end: nobody killed it, or told it to stop.
bool IsWhole(const Run& run);

// The checks that are neither pass nor permitted.
std::vector<const CheckResult*> BrokenChecks(const CaseResult& result);

// The signature, else what was observed and expected. One line.
std::string SentenceOf(const CheckResult& check);

// The sentence of the check that made the verdict, else the reason; "known: ..." in front of the
// why where the target knows it. One line of plain text; empty where all is as it should be.
std::string HeadlineOf(const CaseResult& result);

// The check that made the verdict; null where none did.
const CheckResult* DecisiveCheckOf(const CaseResult& result);

// Cases that somebody may act upon, the most important first, else in the order of the run: fail,
// error, inconclusive, deviates, and last the fails that the target knows.
std::vector<const CaseResult*> TroublesOf(const Run& run);

// Everything that somebody who is to act wants to read; lines of plain text, each with its end.
// Empty where there is nothing to say.
std::string AccountOf(const RecordedRun& recorded, const CaseResult& result);

// "suites/x/y.json:12".
std::string ToText(const SourceLine& line);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_ACCOUNT_H_
