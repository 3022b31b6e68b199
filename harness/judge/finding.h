// What one check came to, before the level of its clause is weighed: met or not, in whose words,
// and whether the evidence can be trusted.

#ifndef CLOSESPEC_HARNESS_JUDGE_FINDING_H_
#define CLOSESPEC_HARNESS_JUDGE_FINDING_H_

#include <cstddef>
#include <optional>
#include <string>

#include "reports/results/results.h"

namespace closespec {

// Why an observation proves nothing.
struct Doubt {
  Verdict verdict = Verdict::kInconclusive;  // or kError
  Blame blame = Blame::kUnattributed;
  std::string reason;

  bool operator==(const Doubt&) const = default;
};

struct Finding {
  bool met = false;
  bool left_open = false;  // the clause leaves several outcomes
  std::string expected;
  std::string observed;
  std::string signature;  // of a check that is not met
  Blame blame = Blame::kSut;
  std::string reason;          // why the blame is not the SUT's, or what a reader should know
  std::optional<Doubt> doubt;  // stands above met or not
  std::optional<std::size_t> entry;

  bool operator==(const Finding&) const = default;
};

// kMust broken is a fail, kShould deviates, everything else is seen and not judged. What is not the
// SUT's doing never counts against it.
CheckResult Weigh(const Finding& finding, const std::string& clause, Level level);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_FINDING_H_
