// Whether a journal tells of the calls that its case's steps make, each in its place.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_CALL_EVIDENCE_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_CALL_EVIDENCE_H_

#include <optional>
#include <string>

#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

// The first difference in words. Nothing where time goes forward, the steps come one after another
// as far as the case came, each call is the step's own and made once, and each answer is to one.
std::optional<std::string> DifferenceFromSteps(const Case& conducted, const Journal& journal);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_CALL_EVIDENCE_H_
