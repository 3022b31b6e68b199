// The implementation conformance statement of a bundle: what the target declares, beside what ran
// of it and what it came to. A pure function of target and results, so that whoever receives it can
// make it again.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_STATEMENT_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_STATEMENT_H_

#include <map>
#include <string>

#include "harness/targets/target.h"
#include "reports/results/results.h"
#include "reports/results/tally.h"
#include "suites/model/scenario.h"

namespace closespec {

inline constexpr const char* kStatement = "statement.json";

class Statement {
 public:
  // `run`: the head of the results.
  Statement(const Target& target, const Run& run);

  void Add(const Case& run, const CaseResult& result);

  // JSON, keys in a fixed order, a line a feature; `finished` as in the results.
  [[nodiscard]] std::string Text(const std::string& finished) const;

 private:
  const Target& target_;
  Run run_;
  VerdictCounts all_;
  std::map<std::string, VerdictCounts> features_;  // that the SUT's calls need
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_STATEMENT_H_
