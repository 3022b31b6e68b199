#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>

#include "harness/cli/commands.h"
#include "reports/history/database.h"
#include "reports/history/history_page.h"
#include "reports/history/history_text.h"
#include "reports/terminal/layout.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

// Which scenarios cite a clause is known to the suite alone.
std::vector<HistorySelector> SelectorsOf(const Installation& installation,
                                         const HistoryOptions& options) {
  std::vector<HistorySelector> selectors;
  std::optional<Suite> suite;
  for (const std::string& each : options.selectors) {
    HistorySelector& selector = selectors.emplace_back(HistorySelector{each, {}});
    if (!each.starts_with("clause:")) continue;
    if (!suite) suite = LoadSuite(installation.suites);
    for (const Case* found : SelectCases(*suite, {&each, 1})) {
      selector.scenarios.push_back(found->scenario);
    }
  }
  return selectors;
}

}  // namespace

int AddToHistoryCommand(const HistoryOptions& options) {
  std::vector<KeptRun> runs;
  runs.reserve(options.runs.size());
  for (const std::filesystem::path& each : options.runs) runs.push_back(ReadKeptRun(each));
  std::error_code ignored;  // if it is not there then, the database says so
  std::filesystem::create_directories(options.database.parent_path(), ignored);
  const std::size_t added = AddToHistory(options.database, runs);
  std::cout << options.database.string() << ": " << added << " of " << runs.size()
            << (runs.size() == 1 ? " run is new\n" : " runs are new\n");
  return kAsExpected;
}

int HistoryCommand(const Installation& installation, const HistoryOptions& options) {
  const std::vector<TargetHistory> targets = ReadHistory(options.database);
  const std::vector<ShownTarget> shown = Choose(targets, SelectorsOf(installation, options));
  if (options.as_page) {
    WriteHistoryPage(std::cout, shown);
    return kAsExpected;
  }
  const Look look = ChooseLook(FactsOf(Stream::kOutput));
  PrintHistory(std::cout, shown, [&look](std::string_view text) { return Clean(look, text); });
  return kAsExpected;
}

}  // namespace closespec
