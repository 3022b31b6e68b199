#include "reports/markdown/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"
#include "reports/results/tally.h"

namespace closespec {
namespace {

constexpr std::size_t kSummaryOctets = 1024 * 1024;
constexpr std::size_t kCommentOctets = 65536;
constexpr std::size_t kLastLineOctets = 200;
// What comes from outside and has no limit of its own: two of them and their markup always fit.
constexpr std::size_t kNameOctets = 200;

std::string Shortened(std::string_view text) {
  std::string line = PlainLine(text);
  if (line.size() <= kNameOctets) return line;
  // PlainLine replaces the character that the cut has torn.
  return PlainLine(line.substr(0, kNameOctets)) + "...";
}

std::string CodeSpan(std::string_view text) {
  std::size_t longest = 0;
  std::size_t ticks = 0;
  std::string code;
  for (const char each : text) {
    ticks = each == '`' ? ticks + 1 : 0;
    longest = std::max(longest, ticks);
    // Also within code a bar ends the cell of a table.
    if (each == '|') code += '\\';
    code += each;
  }
  const std::string fence(longest + 1, '`');
  return fence + " " + code + " " + fence;
}

// Within a block of raw HTML, which ends at an empty line only.
std::string Code(std::string_view text) {
  return "<code>" + MarkupEscaped(PlainLine(text)) + "</code>";
}

std::string Cell(std::size_t count) { return count == 0 ? "" : std::to_string(count); }

std::string ChaptersText(const Tally& tally) {
  std::string text = "| chapter | cases |";
  std::string rule = "\n| --- | ---: |";
  for (const Verdict each : kAllVerdicts) {
    text += fmt::format(" {} |", ToText(each));
    rule += " ---: |";
  }
  text += " known |" + rule + " ---: |\n";
  const auto row = [&text](const std::string& name, const VerdictCounts& counts) {
    text += fmt::format("| {} | {} |", name, counts.Cases());
    for (const Verdict each : kAllVerdicts) text += " " + Cell(counts.Of(each)) + " |";
    text += " " + Cell(counts.known) + " |\n";
  };
  for (const auto& [chapter, counts] : tally.chapters) row(CodeSpan(Shortened(chapter)), counts);
  row("all", tally.total);
  return text + "\n";
}

std::string HeadText(const Run& run) {
  std::string text = "## closespec: " + CodeSpan(Shortened(run.sut.target)) + "\n\n" +
                     CodeSpan(Shortened(run.sut.stack)) + ", " + CodeSpan(Shortened(run.started)) +
                     "\n\n";
  if (!IsWhole(run)) text += "**The run did not finish.**\n\n";
  return text;
}

// A line of an account is never empty.
std::string TroubleText(const RecordedRun& recorded, const CaseResult& result) {
  return fmt::format(
      "<details><summary><b>{}</b>{} {}<br>{}</summary>\n<pre>\n{}</pre></details>\n\n",
      ToText(result.verdict), result.known ? " (known)" : "", Code(result.id),
      Code(HeadlineOf(result)), MarkupEscaped(AccountOf(recorded, result)));
}

std::string Within(std::size_t limit, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  Tally tally;
  for (const CaseResult& each : run.cases) tally.Add(each);
  const std::size_t room = limit - kLastLineOctets;
  std::string text = HeadText(run);
  const std::string chapters = ChaptersText(tally);
  if (text.size() + chapters.size() <= room) text += chapters;
  const std::vector<const CaseResult*> troubles = TroublesOf(run);
  std::size_t shown = 0;
  for (; shown < troubles.size(); ++shown) {
    const std::string next = TroubleText(recorded, *troubles[shown]);
    if (text.size() + next.size() > room) break;
    text += next;
  }
  if (shown < troubles.size()) {
    text += fmt::format("**Cut: {} of {} cases that are not as they should be do not fit here.**\n",
                        troubles.size() - shown, troubles.size());
  }
  return text;
}

}  // namespace

void WriteMarkdown(std::ostream& out, const RecordedRun& recorded) {
  out << Within(kSummaryOctets, recorded);
}

void WriteMarkdownComment(std::ostream& out, const RecordedRun& recorded) {
  out << Within(kCommentOctets, recorded);
}

}  // namespace closespec
