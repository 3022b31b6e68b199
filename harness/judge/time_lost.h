// While the harness is late the stack's timers run on: a TIME_WAIT that was to be met is over, a
// keep-alive has given up. What a check then finds missing proves nothing.

#ifndef CLOSESPEC_HARNESS_JUDGE_TIME_LOST_H_
#define CLOSESPEC_HARNESS_JUDGE_TIME_LOST_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "harness/judge/finding.h"
#include "harness/judge/timeline.h"
#include "suites/model/scenario.h"

namespace closespec {

class TimeLost {
 public:
  TimeLost(const Case& judged, const Timeline& timeline);

  // Nothing where what was lost until the end of the step is within what the case can spare: 200 ms
  // and a fiftieth of its own waits, or ten seconds where it waits for no timer.
  [[nodiscard]] std::optional<Doubt> DoubtStep(std::size_t step) const;

 private:
  const Case& judged_;
  std::vector<std::chrono::milliseconds> lost_;  // by step, those before it included
  std::chrono::milliseconds to_spare_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TIME_LOST_H_
