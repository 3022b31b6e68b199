#include <cstdio>
#include <iostream>
#include <map>

#include "harness/cli/commands.h"
#include "harness/judge/judge.h"
#include "reports/json/results_reader.h"
#include "suites/model/document.h"
#include "suites/model/fit_to_server.h"
#include "suites/model/journal_text.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

// What the judge alone decides; times, attempts and known deviations are not its business.
bool SameJudgement(CaseResult recorded, const CaseResult& again) {
  for (CheckResult& check : recorded.checks) check.known.reset();
  return recorded.verdict == again.verdict && recorded.blame == again.blame &&
         recorded.reason == again.reason && recorded.checks == again.checks &&
         recorded.records == again.records;
}

struct Counts {
  int same = 0;
  int different = 0;
  int without_evidence = 0;
  int changed = 0;  // the scenario does something else by now, or is gone
};

class Rejudging {
 public:
  Rejudging(Suite suite, std::filesystem::path folder)
      : suite_(std::move(suite)), folder_(std::move(folder)) {}

  void Follow(const Run& run) {
    const std::set<std::string> follows(run.follows.begin(), run.follows.end());
    const auto server = ServerOf(run.sut.stack);
    for (Scenario& scenario : suite_.scenarios) {
      for (Case& each : scenario.cases) {
        if (server) {
          auto fitted = FitToServer(each, *server);
          if (auto* fits = std::get_if<Case>(&fitted)) each = std::move(*fits);
        }
        ResolveLevels(suite_.requirements, follows, each);
        cases_[each.id] = &each;
      }
    }
  }

  void Judge(const CaseResult& recorded) {
    if (recorded.evidence.empty()) {
      ++counts_.without_evidence;
      return;
    }
    const std::string file = (folder_ / (recorded.evidence + ".journal")).string();
    // A run that was killed may not have come to write it.
    if (!std::filesystem::exists(file)) {
      ++counts_.without_evidence;
      return;
    }
    const Journal journal = ReadJournal(ReadFile(file, file), file);
    const auto found = cases_.find(recorded.id);
    if (found == cases_.end() || found->second->stimulus != journal.stimulus) {
      ++counts_.changed;
      return;
    }
    const bool by_declaration =
        recorded.checks.size() == 1 && IsOfDeclaration(recorded.checks.front());
    if (recorded.verdict == Verdict::kUnsupported || by_declaration) {
      ++counts_.same;  // decided before there was anything to judge
      return;
    }
    const CaseResult again = closespec::Judge(*found->second, journal);
    if (SameJudgement(recorded, again)) {
      ++counts_.same;
      return;
    }
    ++counts_.different;
    std::cout << recorded.id << ": was " << ToText(recorded.verdict) << ", is "
              << ToText(again.verdict) << '\n';
  }

  [[nodiscard]] const Counts& Result() const { return counts_; }

 private:
  Suite suite_;
  std::filesystem::path folder_;
  std::map<std::string, const Case*> cases_;
  Counts counts_;
};

}  // namespace

int RejudgeCommand(const Installation& installation, const std::filesystem::path& folder) {
  Rejudging rejudging(LoadSuite(installation.suites), folder);
  ReadResults(folder / "results.json",
              {.on_head = [&](const Run& run) { rejudging.Follow(run); },
               .on_case = [&](CaseResult&& result) { rejudging.Judge(result); }});
  const Counts& counts = rejudging.Result();
  std::cout << counts.same << " judged the same, " << counts.different << " differently, "
            << counts.changed << " not judged because the scenario has changed, "
            << counts.without_evidence << " without evidence\n";
  return counts.different == 0 ? kAsExpected : kFellShort;
}

}  // namespace closespec
