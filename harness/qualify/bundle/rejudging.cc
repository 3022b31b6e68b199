#include "harness/qualify/bundle/rejudging.h"

#include <utility>

#include "harness/conductor/case_needs.h"
#include "harness/judge/judge.h"
#include "harness/schedule/schedule.h"
#include "reports/results/as_recorded.h"
#include "suites/model/document.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

// What the judge alone decides; times, attempts and known deviations are not its business.
bool SameJudgement(CaseResult recorded, const CaseResult& again) {
  for (CheckResult& check : recorded.checks) check.known.reset();
  return recorded.verdict == again.verdict && recorded.blame == again.blame &&
         recorded.reason == again.reason && recorded.checks == again.checks &&
         recorded.records == again.records;
}

// Before its first step, or by the canary that followed.
bool WasNotDecidedByItsJournal(const CaseResult& recorded) {
  return recorded.verdict == Verdict::kUnsupported ||
         (recorded.verdict == Verdict::kInconclusive && !recorded.distrusted.empty() &&
          recorded.reason == recorded.distrusted) ||
         (recorded.checks.size() == 1 && IsOfDeclaration(recorded.checks.front()));
}

}  // namespace

Rejudging::Rejudging(Suite suite, const Run& run, std::optional<std::set<std::string>> declared)
    : suite_(std::move(suite)), declared_(std::move(declared)) {
  unfit_ = MakeAsRecorded(run, suite_);
  for (const Scenario& scenario : suite_.scenarios) {
    for (const Case& each : scenario.cases) cases_[each.id] = &each;
  }
}

const Case* Rejudging::CaseOf(const std::string& id) const {
  const auto found = cases_.find(id);
  return found == cases_.end() ? nullptr : found->second;
}

CaseResult Rejudging::JudgeAgain(const Case& judged, const Journal& journal) const {
  auto lack = declared_ ? LackTold(judged, journal) : std::nullopt;
  if (!lack) return closespec::Judge(judged, journal);
  return ResultOf(judged,
                  {.journal = journal,
                   .unsupported = std::move(lack->why),
                   .lacking = std::move(lack->feature)},
                  *declared_);
}

Rejudged Rejudging::Judge(const CaseResult& recorded, const std::filesystem::path& folder) const {
  Rejudged rejudged;
  if (recorded.evidence.empty()) return rejudged;
  const std::string file = (folder / (recorded.evidence + ".journal")).string();
  // A run that was killed may not have come to write it.
  if (!std::filesystem::exists(file)) return rejudged;
  rejudged.journal = ReadJournal(ReadFile(file, file), file);
  const Case* const judged = CaseOf(recorded.id);
  if (judged == nullptr || judged->stimulus != rejudged.journal.stimulus) {
    rejudged.comparison = Comparison::kChanged;
    return rejudged;
  }
  rejudged.comparison = Comparison::kSame;
  if (!declared_ && WasNotDecidedByItsJournal(recorded)) return rejudged;
  const CaseResult again = JudgeAgain(*judged, rejudged.journal);
  if (SameJudgement(recorded, again)) return rejudged;
  rejudged.comparison = Comparison::kDifferent;
  rejudged.verdict = again.verdict;
  return rejudged;
}

}  // namespace closespec
