// Shows that a stack that is kept over many cases is still what it was when it was fresh: a case
// that it passed then is conducted again after each batch of others.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_CANARY_H_
#define CLOSESPEC_HARNESS_SCHEDULE_CANARY_H_

#include <cstddef>
#include <optional>
#include <string>

#include "reports/results/results.h"
#include "suites/model/scenario.h"

namespace closespec {

struct CanaryPlan {
  const Case* to_run = nullptr;  // nothing: the stack is not kept
  std::size_t every = 0;         // so many cases are a batch
};

class Canary {
 public:
  // `result`: of the canary, the first time on the fresh stack. Why what ran since the last time is
  // not to be trusted; nothing where it is.
  std::optional<std::string> Distrust(const CaseResult& result);

 private:
  std::optional<CaseResult> fresh_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_CANARY_H_
