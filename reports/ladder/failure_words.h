// The sentences of a failure: who is to act, whom the evidence names, what a check came to, and
// which entry of the journal shows it.

#ifndef CLOSESPEC_REPORTS_LADDER_FAILURE_WORDS_H_
#define CLOSESPEC_REPORTS_LADDER_FAILURE_WORDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "reports/results/account.h"
#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// Verdicts that ask somebody to act: fail, error, inconclusive, deviates.
bool IsTrouble(const CaseResult& result);
// Empty for the others.
std::string_view WhoIsToAct(Verdict verdict);
std::string_view Named(Blame blame);

// The signature, else the step with what was observed and expected.
std::string Sentence(const Case& judged, const CheckResult& check);
// What happened and which clause it breaks, of the check that made the verdict; else the reason.
std::string Headline(const Requirements& requirements, const Case& judged,
                     const CaseResult& result);

// Where the ladder shows the check: what was judged, else the last that is known of its step.
std::optional<std::size_t> EntryOf(const CheckResult& check, const Journal& journal);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_FAILURE_WORDS_H_
