#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include "harness/cli/commands.h"
#include "harness/judge/invariant_clauses.h"
#include "harness/targets/target.h"
#include "reports/json/results_reader.h"
#include "reports/terminal/coverage_table.h"
#include "reports/terminal/matrix.h"
#include "suites/model/describe.h"
#include "suites/model/lint.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

// How many cases of each scenario are selected; in suite order.
std::vector<std::pair<const Scenario*, std::size_t>> Count(
    const Suite& suite, const std::vector<const Case*>& selected) {
  std::map<std::string, std::size_t> counts;
  for (const Case* each : selected) ++counts[each->scenario];
  std::vector<std::pair<const Scenario*, std::size_t>> scenarios;
  for (const Scenario& scenario : suite.scenarios) {
    const auto count = counts.find(scenario.id);
    if (count != counts.end()) scenarios.emplace_back(&scenario, count->second);
  }
  return scenarios;
}

}  // namespace

int ListCommand(const Installation& installation, const std::vector<std::string>& selectors) {
  const Suite suite = LoadSuite(installation.suites, selectors);
  const auto scenarios = Count(suite, SelectCases(suite, selectors));
  std::size_t width = 0;
  for (const auto& [scenario, cases] : scenarios) width = std::max(width, scenario->id.size());
  for (const auto& [scenario, cases] : scenarios) {
    std::cout << ListLine(*scenario, cases, width) << '\n';
  }
  return kAsExpected;
}

int CoverageCommand(const Installation& installation, const std::filesystem::path& folder,
                    bool as_csv) {
  const Suite suite = LoadSuite(installation.suites);
  const std::vector<ClauseCoverage> coverage = CoverageOf(suite, kInvariantClauses);
  ClauseVerdicts verdicts;
  if (!folder.empty()) {
    ReadResults(folder / "results.json",
                {.on_case = [&verdicts](CaseResult&& result) { verdicts.Add(result); }});
  }
  std::cout << (as_csv ? CoverageCsv(coverage, verdicts) : CoverageText(coverage, verdicts));
  return kAsExpected;
}

int MatrixCommand(const Installation& installation, const std::filesystem::path& folder) {
  Matrix matrix;
  for (const Scenario& each : LoadSuite(installation.suites).scenarios) {
    matrix.AddScenario(each.id);
  }
  if (!folder.empty()) {
    ReadResults(folder / "results.json", {.on_case = [&matrix](CaseResult&& result) {
                  matrix.AddVerdict(result.scenario, result.verdict);
                }});
  }
  std::cout << matrix.ToText();
  return kAsExpected;
}

int ShowCommand(const Installation& installation, const std::vector<std::string>& selectors) {
  const Suite suite = LoadSuite(installation.suites, selectors);
  const std::vector<const Case*> selected = SelectCases(suite, selectors);
  for (const auto& counted : Count(suite, selected)) {
    const Scenario* scenario = counted.first;
    // One case alone was meant as that case.
    const auto only = std::find_if(selected.begin(), selected.end(), [&](const Case* each) {
      return each->scenario == scenario->id;
    });
    std::cout << (counted.second == 1 ? DescribeCase(*scenario, **only, suite.requirements)
                                      : DescribeScenario(*scenario, suite.requirements))
              << '\n';
  }
  return kAsExpected;
}

int LintCommand(const Installation& installation) {
  const Suite suite = LoadSuite(installation.suites);
  std::set<std::string> followed;
  for (const std::string& name : ShippedTargets(installation.targets)) {
    followed.merge(LoadTarget(name, installation.targets).follows);
  }
  std::vector<Warning> warnings = Lint(suite, followed);
  std::ranges::move(LintClauses(suite, CoverageOf(suite, kInvariantClauses)),
                    std::back_inserter(warnings));
  for (const Warning& warning : warnings) std::cout << ToText(warning) << '\n';
  std::cout << suite.scenarios.size() << " scenarios, " << warnings.size() << " warnings\n";
  return warnings.empty() ? kAsExpected : kFellShort;
}

}  // namespace closespec
