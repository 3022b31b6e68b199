// A recorded run as the page has it: the run itself, and of each case a line for the lists and the
// details that are read when somebody opens it.

#ifndef CLOSESPEC_REPORTS_HTML_RUN_DATA_H_
#define CLOSESPEC_REPORTS_HTML_RUN_DATA_H_

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "reports/html/text_table.h"
#include "reports/results/results.h"
#include "suites/model/loader.h"

namespace closespec {

// `from`: where the page will be; links lead from there to the run's folder.
nlohmann::json StackData(const Run& run, const std::filesystem::path& folder,
                         const std::filesystem::path& from);

// The suite must live as long as this.
class CaseSource {
 public:
  CaseSource(const Suite& suite, std::filesystem::path folder);

  // Before the first case of the run.
  void Begin(Run head) { head_ = std::move(head); }

  // Scenario's index, parameters, verdict, 1 known + 2 run again, 1 << level of each of its checks
  // summed up, and where it is trouble its headline.
  [[nodiscard]] nlohmann::json Line(const CaseResult& result, std::size_t scenario) const;
  // Reads the evidence. Throws DocumentError where it is malformed or not below the run's folder.
  [[nodiscard]] nlohmann::json Details(const CaseResult& result, TextTable& texts);

 private:
  // Empty where the suite no longer has it.
  [[nodiscard]] Case Find(const CaseResult& result) const;
  void AddEvidence(const CaseResult& result, TextTable& texts, nlohmann::json& details);

  const Suite& suite_;
  std::filesystem::path folder_;
  Run head_;
  std::map<std::string, const Case*, std::less<>> cases_;
  std::size_t capture_octets_ = 0;  // in the page so far
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_RUN_DATA_H_
