// Draws cases of recorded runs from their evidence.

#ifndef CLOSESPEC_HARNESS_CLI_RECORDED_LADDERS_H_
#define CLOSESPEC_HARNESS_CLI_RECORDED_LADDERS_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "harness/qualify/bundle/rejudging.h"
#include "reports/diff/case_facts.h"
#include "reports/terminal/look.h"

namespace closespec {

class RecordedLadders {
 public:
  // A run's scenarios are loaded when its first ladder is drawn.
  RecordedLadders(std::filesystem::path suites, Look look)
      : suites_(std::move(suites)), look_(look) {}

  // The case as `facts` of the run in `folder` has it, with what broke marked; a line that says why
  // there is none where its evidence is missing or the scenario has changed since.
  std::string Draw(const std::filesystem::path& folder, const RunFacts& run,
                   const CaseFacts& facts);

 private:
  const Case* FindCase(const std::filesystem::path& folder, const RunFacts& run,
                       const std::string& id);

  std::filesystem::path suites_;
  Look look_;
  std::map<std::filesystem::path, std::unique_ptr<Rejudging>> runs_;  // by folder
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_RECORDED_LADDERS_H_
