// A run as it was read back, beside the suite that it came from: what every export is made of.
//
//   const RecordedRun recorded(folder, ReadRun(folder / "results.json"), LoadSuite(suites));
//   for (const CaseResult& each : recorded.Results().cases) ...

#ifndef CLOSESPEC_REPORTS_RESULTS_RECORDED_RUN_H_
#define CLOSESPEC_REPORTS_RESULTS_RECORDED_RUN_H_

#include <filesystem>
#include <map>
#include <string>

#include "reports/results/results.h"
#include "suites/model/loader.h"

namespace closespec {

// A line of a file of the suite; an empty file: the suite does not have it any more.
struct SourceLine {
  std::string file;
  int line = 1;

  bool operator==(const SourceLine&) const = default;
};

class RecordedRun {
 public:
  RecordedRun(std::filesystem::path folder, Run run, Suite suite);
  RecordedRun(const RecordedRun&) = delete;
  RecordedRun& operator=(const RecordedRun&) = delete;

  [[nodiscard]] const std::filesystem::path& Folder() const { return folder_; }
  [[nodiscard]] const Run& Results() const { return run_; }
  [[nodiscard]] const Suite& Scenarios() const { return suite_; }

  // Null where the suite has no such scenario, case or clause.
  [[nodiscard]] const Scenario* ScenarioOf(const CaseResult& result) const;
  [[nodiscard]] const Case* CaseOf(const CaseResult& result) const;
  [[nodiscard]] const Requirement* ClauseOf(const CheckResult& check) const;

  // The scenario's first line.
  [[nodiscard]] SourceLine LineOf(const CaseResult& result) const;
  // The step of the check; the scenario's first line where that cannot be told: the check belongs
  // to no step, or the suite has changed since.
  [[nodiscard]] SourceLine LineOf(const CaseResult& result, const CheckResult& check) const;

  // "closespec run --target acme.json 'x/y[family=ipv6]'", with the stacks as they were named.
  [[nodiscard]] std::string RepeatCommand(const CaseResult& result) const;

 private:
  std::filesystem::path folder_;
  Run run_;
  Suite suite_;
  std::map<std::string, const Scenario*, std::less<>> scenarios_;
  std::map<std::string, const Case*, std::less<>> cases_;
};

// " --suites 'DIR'", where the words of a command name a folder of scenarios; else nothing.
std::string SuitesGiven(const std::vector<std::string>& command);

// "closespec run --target acme.json": what repeats cases of the run, but for their ids.
std::string RunCommandOf(const Run& run);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_RECORDED_RUN_H_
