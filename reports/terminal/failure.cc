#include "reports/terminal/failure.h"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>

#include "reports/terminal/ladder.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

std::string_view WhoIsToAct(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFail:
      return "A MUST is broken and the evidence shows it. To act: the stack's owner.";
    case Verdict::kDeviates:
      return "A SHOULD is not met. To act: the stack's owner, at leisure.";
    case Verdict::kInconclusive:
      return "The evidence is not good enough to blame the stack. To act: whoever runs the suite.";
    case Verdict::kError:
      return "The harness or a peer broke before anything was proved. To act: makers of closespec.";
    case Verdict::kPass:
    case Verdict::kPermitted:
    case Verdict::kUnsupported:
      return "";
  }
  return "";
}

std::string_view Named(Blame blame) {
  switch (blame) {
    case Blame::kNobody:
      return "nobody";
    case Blame::kSut:
      return "the SUT";
    case Blame::kPeer:
      return "the other peer";
    case Blame::kHarness:
      return "the harness";
    case Blame::kUnattributed:
      return "cannot be attributed: SUT or other peer";
  }
  return "";
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& each : upper) each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  return upper;
}

Ink InkOf(Verdict verdict) {
  return verdict == Verdict::kFail || verdict == Verdict::kError ? Ink::kBad : Ink::kWarning;
}

// Within single quotes a shell takes everything as it is, but for the quote.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char each : text) quoted += each == '\'' ? std::string("'\\''") : std::string(1, each);
  return quoted + "'";
}

template <typename Event>
bool EndsStep(const Event& event, std::size_t step) {
  if constexpr (std::is_same_v<Event, CallEnded> || std::is_same_v<Event, StepEnded> ||
                std::is_same_v<Event, StateRead>) {
    return event.step == step;
  }
  return false;
}

// Where the ladder shows the check: what was judged, else the last that is known of its step.
std::optional<std::size_t> EntryOf(const CheckResult& check, const Journal& journal) {
  if (check.entry && *check.entry < journal.entries.size()) return check.entry;
  if (!check.step) return std::nullopt;
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const auto* ended = std::get_if<StepEnded>(&journal.entries[i].event);
    if (last && ended != nullptr && !ended->timed_out) continue;
    const bool of_step =
        std::visit([&check](const auto& event) { return EndsStep(event, *check.step); },
                   journal.entries[i].event);
    if (of_step) last = i;
  }
  return last;
}

class Page {
 public:
  Page(std::ostream& out, const Look& look) : out_(out), look_(look) {}

  // Wraps behind `indent`; further lines hang below the text.
  void Put(std::string_view lead, Ink lead_ink, std::string_view text, Ink ink = Ink::kPlain) {
    const std::size_t width = static_cast<std::size_t>(look_.columns) - Width(lead);
    bool first = true;
    for (const std::string& each : Wrap(Clean(look_, text), width)) {
      out_ << (first ? Paint(look_, lead_ink, lead) : std::string(Width(lead), ' '))
           << Paint(look_, ink, each) << "\n";
      first = false;
    }
  }
  // Each line of the words behind a bar.
  void Quote(std::string_view text) {
    const std::string lead = "    " + std::string(GlyphsOf(look_).quote) + " ";
    for (const std::string& each :
         Wrap(Clean(look_, text), static_cast<std::size_t>(look_.columns) - Width(lead))) {
      out_ << Paint(look_, Ink::kAccent, lead) << each << "\n";
    }
  }
  void Blank() { out_ << "\n"; }
  // A command that can be copied: no word of it is broken.
  void Command(std::string_view lead, const std::vector<std::string>& words) {
    out_ << Paint(look_, Ink::kFaint, lead);
    std::size_t used = Width(lead);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string word = Clean(look_, words[i]);
      if (i > 0 && used + 1 + Width(word) + 2 > static_cast<std::size_t>(look_.columns)) {
        out_ << " \\\n    " << word;
        used = 4 + Width(word);
      } else {
        out_ << (i > 0 ? " " : "") << word;
        used += (i > 0 ? 1 : 0) + Width(word);
      }
    }
    out_ << "\n";
  }

 private:
  std::ostream& out_;
  const Look& look_;
};

std::string StepOf(const CheckResult& check, const Case& judged) {
  if (!check.step || *check.step >= judged.steps.size()) return "";
  const Step& step = judged.steps[*check.step];
  return step.file.empty() ? "" : step.file + ":" + std::to_string(step.line);
}

void PrintCheck(Page& page, const FailureContext& context, const Case& judged,
                const CheckResult& check, const std::string& number, bool drawn,
                std::set<std::string>& told) {
  const std::string mark(GlyphsOf(context.look).mark);
  page.Put(
      mark + " " + (number.empty() ? "" : "[" + number + "] "), Ink::kBad,
      check.signature.empty() ? check.observed + ", expected " + check.expected : check.signature,
      Ink::kStrong);
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

// What happened and which clause it breaks, in one sentence, of the check that made the verdict.
std::string Headline(const FailureContext& context, const CaseResult& result,
                     const std::vector<const CheckResult*>& broken) {
  const auto worst = std::ranges::find_if(
      broken, [&result](const CheckResult* each) { return each->verdict == result.verdict; });
  if (worst == broken.end()) return result.reason;
  const CheckResult& check = **worst;
  std::string text =
      check.signature.empty() ? check.observed + ", expected " + check.expected : check.signature;
  if (check.clause.empty()) return text;
  const auto clause = context.requirements.find(check.clause);
  const bool breaks = check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
  return text + (breaks ? "; breaks " : "; about ") +
         (clause == context.requirements.end() ? check.clause : Citation(clause->second));
}

void PrintTitle(Page& page, const FailureContext& context, const CaseResult& result,
                const std::vector<const CheckResult*>& broken) {
  page.Put(Upper(ToText(result.verdict)) + "  ", InkOf(result.verdict), result.id, Ink::kStrong);
  const std::string headline = Headline(context, result, broken);
  if (!headline.empty()) page.Put("", Ink::kPlain, headline, InkOf(result.verdict));
  if (!result.reason.empty() && result.reason != headline) page.Put("", Ink::kPlain, result.reason);
  page.Put("", Ink::kPlain, WhoIsToAct(result.verdict));
  if (result.attempts > 1) {
    page.Put("", Ink::kPlain, "Run " + std::to_string(result.attempts) + " times.");
  }
  page.Blank();
}

}  // namespace

bool IsTrouble(const CaseResult& result) { return !WhoIsToAct(result.verdict).empty(); }

std::vector<const CheckResult*> BrokenChecks(const CaseResult& result) {
  std::vector<const CheckResult*> broken;
  for (const CheckResult& each : result.checks) {
    if (each.verdict != Verdict::kPass && each.verdict != Verdict::kPermitted) {
      broken.push_back(&each);
    }
  }
  return broken;
}

void PrintFailure(std::ostream& out, const FailureContext& context, const Case& judged,
                  const CaseResult& result, const Journal& journal) {
  Page page(out, context.look);
  const std::vector<const CheckResult*> broken = BrokenChecks(result);
  PrintTitle(page, context, result, broken);
  const auto number = [&broken](std::size_t i) {
    return broken.size() > 1 ? std::to_string(i + 1) : "";
  };
  LadderMarks marks;
  std::vector<bool> drawn;
  for (std::size_t i = 0; i < broken.size(); ++i) {
    const auto entry = EntryOf(*broken[i], journal);
    drawn.push_back(entry.has_value());
    if (entry)
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
  page.Command("  repeat    ",
               {context.repeat, Quoted(result.id), "--seed " + std::to_string(context.seed)});
  if (!result.evidence.empty()) {
    const std::string folder = context.folder.empty() ? "" : context.folder + "/";
    page.Command("  evidence  ", {folder + result.evidence + ".*"});
  }
}

}  // namespace closespec
