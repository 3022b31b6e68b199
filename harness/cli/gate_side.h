// One stack of a gate that conducts its cases itself: what was seen of them so far, and whether
// what looked different at first is so every time.

#ifndef CLOSESPEC_HARNESS_CLI_GATE_SIDE_H_
#define CLOSESPEC_HARNESS_CLI_GATE_SIDE_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/cli/options.h"
#include "reports/diff/case_facts.h"
#include "reports/gate/sequential_test.h"

namespace closespec {

class GateSide {
 public:
  // `options`: of its first run. Each of its runs has a folder of its own below `output`.
  GateSide(const Installation& installation, RunOptions options, std::filesystem::path output)
      : installation_(installation), options_(std::move(options)), output_(std::move(output)) {}

  // The `index`-th of `count` parts of what is selected.
  void RunPart(int index, int count);
  // Of the named cases, each so often.
  void RunAgain(const std::vector<std::string>& ids, std::size_t times);

  // How many more repetitions the case wants before it is known for steady or not.
  [[nodiscard]] std::size_t Wanted(const std::string& id) const;

  // All that was seen; evidence is below Output(). A run that was cut short leaves it interrupted.
  [[nodiscard]] const RunFacts& Facts() const { return facts_; }
  [[nodiscard]] const std::filesystem::path& Output() const { return output_; }

 private:
  RunFacts Conduct(RunOptions options);
  CaseFacts* Find(const std::string& id);

  const Installation& installation_;
  RunOptions options_;
  std::filesystem::path output_;
  int runs_ = 0;
  RunFacts facts_;
  std::map<std::string, bool> broken_at_first_;  // of the cases that were run again
  std::map<std::string, SequentialTest> tests_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_GATE_SIDE_H_
