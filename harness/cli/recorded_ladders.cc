#include "harness/cli/recorded_ladders.h"

#include <sstream>

#include "harness/judge/judge.h"
#include "reports/ladder/failure_words.h"
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

const Case* RecordedLadders::FindCase(const std::filesystem::path& folder, const RunFacts& run,
                                      const std::string& id) {
  auto& rejudging = runs_[folder];
  if (!rejudging) {
    rejudging = std::make_unique<Rejudging>(LoadSuite(suites_, ScenariosOf(run.cases)), run.head);
  }
  return rejudging->CaseOf(id);
}

std::string RecordedLadders::Draw(const std::filesystem::path& folder, const RunFacts& run,
                                  const CaseFacts& facts) {
  if (facts.evidence.empty()) return "  no ladder: no evidence was kept\n";
  const std::string file = (folder / (facts.evidence + ".journal")).string();
  if (!std::filesystem::exists(file)) return "  no ladder: " + file + " is missing\n";
  const Journal journal = ReadJournal(ReadFile(file, file), file);
  const Case* judged = FindCase(folder, run, facts.id);
  if (judged == nullptr || judged->stimulus != journal.stimulus) {
    return "  no ladder: the scenario has changed since\n";
  }
  std::ostringstream out;
  PrintLadder(out, look_, *judged, journal, MarksOf(Judge(*judged, journal), journal));
  return out.str();
}

}  // namespace closespec
