// What the engine made of the cases that GoogleTest selected.

#ifndef CLOSESPEC_HARNESS_GTEST_CONDUCTED_CASES_H_
#define CLOSESPEC_HARNESS_GTEST_CONDUCTED_CASES_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "harness/cli/options.h"
#include "harness/cli/run_plan.h"
#include "harness/conductor/own_kernel.h"
#include "harness/sandbox/jail.h"
#include "reports/results/recorded_run.h"

namespace closespec {

struct GtestOptions {
  Installation installation;
  RunOptions run;
};

class ConductedCases {
 public:
  // All of them must live as long as this. Of the plan's cases those that are asked for are run.
  ConductedCases(const GtestOptions& options, RunPlan& plan, const Jail& jail, OwnKernel& kernel)
      : options_(options), plan_(plan), jail_(jail), kernel_(kernel), all_(plan.cases) {}

  // In place of what was conducted before. An exception where the run's folder cannot be made.
  void Conduct(const std::set<std::string>& ids);

  // Null when the run ended before it came to the case.
  [[nodiscard]] const CaseResult* ResultOf(const std::string& id) const;
  // What `closespec run` prints of a case that broke, with its ladder.
  [[nodiscard]] std::string Account(const CaseResult& result) const;

 private:
  const GtestOptions& options_;
  RunPlan& plan_;
  const Jail& jail_;
  OwnKernel& kernel_;
  std::vector<const Case*> all_;
  std::unique_ptr<RecordedRun> recorded_;
  std::map<std::string, const CaseResult*, std::less<>> results_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_GTEST_CONDUCTED_CASES_H_
