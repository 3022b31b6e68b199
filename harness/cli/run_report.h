// Takes the results of a run as they come: writes results.json, shows progress, and in the end
// prints the failures and the summary.

#ifndef CLOSESPEC_HARNESS_CLI_RUN_REPORT_H_
#define CLOSESPEC_HARNESS_CLI_RUN_REPORT_H_

#include <chrono>
#include <iosfwd>
#include <optional>
#include <set>
#include <string>

#include "harness/cli/run_plan.h"
#include "reports/json/results_writer.h"
#include "reports/results/results.h"
#include "reports/terminal/failure_groups.h"
#include "reports/terminal/progress.h"
#include "reports/terminal/summary.h"
#include "suites/model/journal.h"

namespace closespec {

class RunReport {
 public:
  // Failures and summary go to `out`, which must live as long as this.
  RunReport(const RunPlan& plan, Run head, const std::string& repeat_command, int repeat,
            std::ostream& out);

  // What went wrong with the results file, if anything; the same for Finish().
  std::optional<std::string> Begin();
  std::optional<std::string> Add(const Case& run, CaseResult result, const Journal& journal);
  void CaseBegan(const Case& run);
  void CaseConducted(const Case& run);
  // Gives the exit code.
  int Finish(bool interrupted, const std::optional<std::string>& broken);

 private:
  void ShowProgress();

  const RunPlan& plan_;
  Run head_;
  std::string today_;
  ProgressState state_;
  std::multiset<std::chrono::seconds> waits_;  // real-time waits of the cases that run
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  ResultsWriter writer_;
  Progress progress_;
  Summary summary_;
  FailureGroups failures_;
  std::ostream& out_;
  int exit_code_ = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_RUN_REPORT_H_
