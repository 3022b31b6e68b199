#include <iostream>
#include <memory>

#include "harness/cli/commands.h"
#include "harness/qualify/bundle/rejudging.h"
#include "reports/json/results_reader.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

struct Counts {
  int same = 0;
  int different = 0;
  int without_evidence = 0;
  int changed = 0;
};

void Count(const CaseResult& recorded, const Rejudged& again, Counts& counts) {
  switch (again.comparison) {
    case Comparison::kSame:
      ++counts.same;
      break;
    case Comparison::kDifferent:
      ++counts.different;
      std::cout << recorded.id << ": was " << ToText(recorded.verdict) << ", is "
                << ToText(again.verdict) << '\n';
      break;
    case Comparison::kWithoutEvidence:
      ++counts.without_evidence;
      break;
    case Comparison::kChanged:
      ++counts.changed;
      break;
  }
}

}  // namespace

int RejudgeCommand(const Installation& installation, const std::filesystem::path& folder) {
  Counts counts;
  std::unique_ptr<Rejudging> rejudging;
  ReadResults(
      folder / "results.json",
      {.on_head =
           [&](const Run& run) {
             rejudging = std::make_unique<Rejudging>(LoadSuite(installation.suites), run);
           },
       .on_case =
           [&](CaseResult&& result) { Count(result, rejudging->Judge(result, folder), counts); }});
  std::cout << counts.same << " judged the same, " << counts.different << " differently, "
            << counts.changed << " not judged because the scenario has changed, "
            << counts.without_evidence << " without evidence\n";
  return counts.different == 0 ? kAsExpected : kFellShort;
}

}  // namespace closespec
