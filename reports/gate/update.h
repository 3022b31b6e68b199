// Expectations as a run has them: what holds is kept with its owner and reasons, what is seen no
// more is dropped, what is new needs somebody who answers for it.

#ifndef CLOSESPEC_REPORTS_GATE_UPDATE_H_
#define CLOSESPEC_REPORTS_GATE_UPDATE_H_

#include <string>
#include <vector>

#include "reports/diff/case_facts.h"
#include "reports/gate/expectations.h"

namespace closespec {

struct UpdateRequest {
  std::string owner;                     // of what is new; may be empty when nothing is
  std::string expires;                   // ISO 8601 date, the same
  std::string run;                       // where its evidence is
  std::string today;                     // ISO 8601 date
  std::vector<std::string> known_cases;  // ids of all that the run or the suite has
};

struct UpdatedExpectations {
  std::vector<Deviation> all;
  std::size_t kept = 0;
  std::size_t dropped = 0;   // expectations of which no case is left, or the suite has none
  std::size_t narrowed = 0;  // of which some cases are left
  std::size_t renewed = 0;   // had expired
  std::size_t added = 0;
};

// What is new: a MUST that is broken and that no deviation of the target knows. A DocumentError
// when there is something new and no owner or expiry, or something that has expired and no expiry,
// or when the expiry is over.
UpdatedExpectations Update(const Expectations& expectations, const RunFacts& run,
                           const UpdateRequest& request);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_UPDATE_H_
