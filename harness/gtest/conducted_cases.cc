#include "harness/gtest/conducted_cases.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <sstream>

#include "harness/cli/conduct_run.h"
#include "harness/cli/run_folder.h"
#include "reports/json/results_reader.h"
#include "reports/terminal/failure.h"
#include "suites/model/document.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

// Empty where the run kept none.
Journal JournalOf(const RecordedRun& recorded, const CaseResult& result) {
  const auto file = recorded.Folder() / (result.evidence + ".journal");
  if (result.evidence.empty() || !std::filesystem::exists(file)) return {};
  return ReadJournal(ReadFile(file, file), file);
}

}  // namespace

void ConductedCases::Conduct(const std::set<std::string>& ids) {
  plan_.cases.clear();
  std::ranges::copy_if(all_, std::back_inserter(plan_.cases),
                       [&ids](const Case* each) { return ids.count(each->id) > 0; });
  plan_.output = MakeRunFolder(options_.run.output);
  if (options_.run.output.empty()) PointLatestAt(plan_.output);
  // Each test tells of its own case.
  std::ostringstream failures_and_summary;
  (void)ConductRun(options_.installation, options_.run, plan_, jail_, kernel_,
                   failures_and_summary);
  const std::filesystem::path file = plan_.output / "results.json";
  std::cerr << "closespec: results: " << file.string() << '\n';
  results_.clear();
  recorded_ = std::make_unique<RecordedRun>(plan_.output, ReadRun(file), plan_.suite);
  for (const CaseResult& each : recorded_->Results().cases) results_[each.id] = &each;
}

const CaseResult* ConductedCases::ResultOf(const std::string& id) const {
  const auto found = results_.find(id);
  return found == results_.end() ? nullptr : found->second;
}

std::string ConductedCases::Account(const CaseResult& result) const {
  std::ostringstream out;
  // As wide as it may be and without colours: it also goes into GoogleTest's XML.
  PrintFailure(out,
               {.requirements = recorded_->Scenarios().requirements,
                .look = {},
                .repeat = RunCommandOf(recorded_->Results()),
                .seed = recorded_->Results().seed,
                .folder = plan_.output.string()},
               *recorded_->CaseOf(result), result, JournalOf(*recorded_, result));
  return out.str();
}

}  // namespace closespec
