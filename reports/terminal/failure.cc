#include "reports/terminal/failure.h"

#include <cctype>
#include <ostream>
#include <set>
#include <utility>

#include "reports/ladder/failure_words.h"
#include "reports/results/plain_text.h"
#include "reports/terminal/ladder.h"
#include "reports/terminal/page.h"

namespace closespec {
namespace {

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& each : upper) each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  return upper;
}

Ink InkOf(Verdict verdict) {
  return verdict == Verdict::kFail || verdict == Verdict::kError ? Ink::kBad : Ink::kWarning;
}

std::string StepOf(const CheckResult& check, const Case& judged) {
  if (!check.step || *check.step >= judged.steps.size()) return "";
  const Step& step = judged.steps[*check.step];
  return step.file.empty() ? "" : step.file + ":" + std::to_string(step.line);
}

void PrintCheck(Page& page, const FailureContext& context, const Case& judged,
                const CheckResult& check, const std::string& number, bool drawn,
                std::set<std::string>& told) {
  const std::string mark(GlyphsOf(context.look).mark);
  page.Put(mark + " " + (number.empty() ? "" : "[" + number + "] "), Ink::kBad,
           Sentence(judged, check), Ink::kStrong);
  if (!drawn) {
    page.Put("  expected  ", Ink::kFaint, check.expected, Ink::kGood);
    page.Put("  observed  ", Ink::kFaint, check.observed, Ink::kBad);
  }
  const auto clause = context.requirements.find(check.clause);
  if (clause == context.requirements.end()) {
    if (!check.clause.empty()) page.Put("  clause    ", Ink::kFaint, check.clause);
  } else {
    page.Put("  clause    ", Ink::kFaint,
             Citation(clause->second) + " (" + check.clause + "), binds as " +
                 std::string(ToText(check.level)));
    if (told.insert(check.clause).second) page.Quote(clause->second.text);
  }
  page.Put("  blame     ", Ink::kFaint, Named(check.blame));
  if (!check.reason.empty()) page.Put("  because   ", Ink::kFaint, check.reason);
  if (check.known) page.Put("  known     ", Ink::kFaint, *check.known);
  if (const std::string step = StepOf(check, judged); !step.empty()) {
    page.Put("  step      ", Ink::kFaint, step);
  }
}

void PrintTitle(Page& page, const FailureContext& context, const Case& judged,
                const CaseResult& result) {
  page.Put(Upper(ToText(result.verdict)) + "  ", InkOf(result.verdict), result.id, Ink::kStrong);
  const std::string headline = Headline(context.requirements, judged, result);
  if (!headline.empty()) page.Put("", Ink::kPlain, headline, InkOf(result.verdict));
  if (!result.reason.empty() && result.reason != headline) page.Put("", Ink::kPlain, result.reason);
  page.Put("", Ink::kPlain, WhoIsToAct(result.verdict));
  if (result.attempts > 1) {
    page.Put("", Ink::kPlain, "Run " + std::to_string(result.attempts) + " times.");
  }
  page.Blank();
}

}  // namespace

void PrintFailure(std::ostream& out, const FailureContext& context, const Case& judged,
                  const CaseResult& result, const Journal& journal) {
  Page page(out, context.look);
  const std::vector<const CheckResult*> broken = BrokenChecks(result);
  PrintTitle(page, context, judged, result);
  const auto number = [&broken](std::size_t i) {
    return broken.size() > 1 ? std::to_string(i + 1) : "";
  };
  LadderMarks marks;
  std::vector<bool> drawn;
  for (std::size_t i = 0; i < broken.size(); ++i) {
    const auto entry = EntryOf(*broken[i], journal);
    drawn.push_back(entry.has_value());
    if (!entry) continue;
    marks.emplace(*entry, LadderMark{number(i), broken[i]->expected, broken[i]->observed});
  }
  if (!journal.entries.empty()) {
    PrintLadder(out, context.look, judged, journal, marks);
    page.Blank();
  }

  std::set<std::string> told;
  for (std::size_t i = 0; i < broken.size(); ++i) {
    PrintCheck(page, context, judged, *broken[i], number(i), drawn[i], told);
  }
  if (!broken.empty()) page.Blank();
  std::vector<std::string> repeat = {context.repeat, ShellWord(result.id)};
  if (context.seed != 0) repeat.push_back("--seed " + std::to_string(context.seed));
  page.Command("  repeat    ", repeat);
  if (!result.evidence.empty()) {
    const std::string folder = context.folder.empty() ? "" : context.folder + "/";
    page.Command("  evidence  ", {folder + result.evidence + ".*"});
  }
}

}  // namespace closespec
