// "It did not come" proves something only if who should have sent it was alive and the harness was
// on time.

#ifndef CLOSESPEC_HARNESS_JUDGE_ABSENCE_H_
#define CLOSESPEC_HARNESS_JUDGE_ABSENCE_H_

#include <optional>

#include "harness/judge/connections.h"
#include "harness/judge/finding.h"
#include "harness/judge/timeline.h"

namespace closespec {

enum class Ping {
  kRequired,   // something was missed: without an answer nobody knows why
  kIfWasAsked  // nothing was to come: the conductor may have had no cause to ask, and a late
               // harness only waited longer
};

// Nothing when the absence until the end of the step can be trusted.
std::optional<Doubt> DoubtAbsence(const Timeline& timeline, const StepSpan& step, Actor actor,
                                  Ping ping);

// The harness was late by more than a tenth of the budget.
std::optional<Doubt> DoubtLateness(std::chrono::milliseconds late,
                                   std::chrono::milliseconds budget);

// What came at that entry came only because the harness looked longer than it had to.
bool CameAfterBudget(const Timeline& timeline, const StepSpan& step, std::size_t entry);

// Nothing was to come, and nothing did, or only after the budget: whether that can be trusted.
std::optional<Doubt> DoubtQuiet(const Timeline& timeline, const StepSpan& step, Actor actor,
                                bool something_came);

// What the SUT had sent before the entry was sent again by then and is not acknowledged: after a
// timeout no more than one segment may be under way (RFC 5681 3.1), so a FIN may wait behind it.
std::optional<Doubt> DoubtFinBehindLoss(const Connection& connection, std::size_t entry);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_ABSENCE_H_
