// Reads results.json as ResultsWriter writes it, one case at a time, so that a file of any length
// needs the memory of its longest case. Also reads a killed run, and leaves out a last line that
// the kill has torn: `finished` is empty then.
//
//   Run run = ReadResults(file, {.on_case = [&](CaseResult&& result) { tally.Add(result); }});
//
// What is malformed is a DocumentError: "results.json:12: /cases/3/verdict: ..."; so is a file of a
// version that this program does not know, and a summary that its own cases contradict.

#ifndef CLOSESPEC_REPORTS_JSON_RESULTS_READER_H_
#define CLOSESPEC_REPORTS_JSON_RESULTS_READER_H_

#include <filesystem>
#include <functional>

#include "reports/json/case_line.h"
#include "reports/results/results.h"

namespace closespec {

struct ResultsVisitor {
  std::function<void(const Run&)> on_head = {};  // before the first case
  std::function<void(CaseResult&&)> on_case = {};
  MetChecks met_checks = MetChecks::kKept;
};

// The run without its cases.
Run ReadResults(const std::filesystem::path& file, const ResultsVisitor& visitor);

// The run with all its cases in memory.
Run ReadRun(const std::filesystem::path& file);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_RESULTS_READER_H_
