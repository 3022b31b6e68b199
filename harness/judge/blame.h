// Whose doing a failed check on the other peer's side is: the SUT's only if the capture shows that
// the segments which the expectation needs are wrong or missing. The table is in blame.cc.

#ifndef CLOSESPEC_HARNESS_JUDGE_BLAME_H_
#define CLOSESPEC_HARNESS_JUDGE_BLAME_H_

#include <optional>
#include <string>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"
#include "suites/model/expectation.h"

namespace closespec {

// What the other peer was asked for and what came of it.
struct PeerCheck {
  std::string action;  // "recv", "state", "still_blocked"
  std::string on;
  std::string in;
  const CallSpan* call = nullptr;  // of calls
  const Expectation* expect = nullptr;
  Outcome outcome;
  std::size_t limit = 0;  // entry of the StepEnded: what the capture showed by then
};

// Sets blame and reason of a finding that is not met.
void Attribute(const Evidence& evidence, const PeerCheck& check, Finding& finding);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_BLAME_H_
