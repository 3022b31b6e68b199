#include "harness/cli/recorded_ladders.h"

#include <set>
#include <sstream>

#include "harness/judge/judge.h"
#include "reports/terminal/failure_words.h"
#include "reports/terminal/ladder.h"
#include "suites/model/document.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

LadderMarks MarksOf(const CaseResult& judged, const Journal& journal) {
  LadderMarks marks;
  const std::vector<const CheckResult*> broken = BrokenChecks(judged);
  for (std::size_t i = 0; i < broken.size(); ++i) {
    const auto entry = EntryOf(*broken[i], journal);
    if (!entry) continue;
    const std::string number = broken.size() > 1 ? std::to_string(i + 1) : "";
    marks.emplace(*entry, LadderMark{number, broken[i]->expected, broken[i]->observed});
  }
  return marks;
}

}  // namespace

const Case* RecordedLadders::FindCase(const std::string& id) {
  if (!suite_) {
    suite_ = std::make_unique<Suite>(LoadSuite(suites_));
    for (const Scenario& scenario : suite_->scenarios) {
      for (const Case& each : scenario.cases) cases_[each.id] = &each;
    }
  }
  const auto found = cases_.find(id);
  return found == cases_.end() ? nullptr : found->second;
}

std::string RecordedLadders::Draw(const std::filesystem::path& folder, const Run& head,
                                  const CaseFacts& facts) {
  if (facts.evidence.empty()) return "  no ladder: no evidence was kept\n";
  const std::string file = (folder / (facts.evidence + ".journal")).string();
  if (!std::filesystem::exists(file)) return "  no ladder: " + file + " is missing\n";
  const Journal journal = ReadJournal(ReadFile(file, file), file);
  const Case* found = FindCase(facts.id);
  if (found == nullptr || found->stimulus != journal.stimulus) {
    return "  no ladder: the scenario has changed since\n";
  }
  Case judged = *found;
  ResolveLevels(suite_->requirements, {head.follows.begin(), head.follows.end()}, judged);
  std::ostringstream out;
  PrintLadder(out, look_, judged, journal, MarksOf(Judge(judged, journal), journal));
  return out.str();
}

}  // namespace closespec
