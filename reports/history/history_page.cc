#include "reports/history/history_page.h"

#include <fmt/format.h>

#include <ostream>
#include <string>
#include <string_view>

#include "reports/results/plain_text.h"

namespace closespec {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>closespec: history</title>
<style>
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
body { margin: 1rem auto; max-width: 80rem; padding: 0 1rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; margin: .5rem 0 1.5rem }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top }
th { border-bottom: 2px solid }
td { border-bottom: 1px solid #8886 }
td.number { text-align: right }
code { font: .87em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; unicode-bidi: isolate }
.strip { white-space: pre; letter-spacing: .1em; overflow-wrap: normal }
.strip span { padding: .1em 0 }
.met { background: #1a7f3726 }
.deviates { background: #bf870059 }
.fails { background: #cf222e66; font-weight: bold }
.unsupported, .nothing { background: #8884 }
ul { margin: .2rem 0 0; padding-left: 1.2rem }
</style></head><body>
<h1>closespec: history</h1>
)";

std::string Code(std::string_view text) {
  return "<code>" + MarkupEscaped(PlainLine(text)) + "</code>";
}

// A letter of a strip as a word; empty: the run did not have the case.
std::string_view WordOf(char letter) {
  switch (letter) {
    case '.':
      return "met";
    case 'd':
      return "deviates";
    case 'F':
      return "fails";
    case 'u':
      return "unsupported";
    case '?':
      return "nothing";
    default:
      return "";
  }
}

// `runs`: of the whole history, of which the strip has the newest.
std::string StripMarkup(std::string_view strip, std::size_t runs) {
  std::string markup = "<code class=\"strip\">";
  const std::size_t before = runs - strip.size();
  for (std::size_t i = 0; i < strip.size();) {
    std::size_t end = strip.find_first_not_of(strip[i], i);
    if (end == std::string_view::npos) end = strip.size();
    const std::string_view word = WordOf(strip[i]);
    const std::string_view letters = strip.substr(i, end - i);
    markup += word.empty() ? std::string(letters)
                           : fmt::format("<span class=\"{}\" title=\"run {} to {}: {}\">{}</span>",
                                         word, before + i + 1, before + end, word, letters);
    i = end;
  }
  return markup + "</code>";
}

void WriteCases(std::ostream& out, const ShownTarget& target) {
  const TargetHistory& history = *target.history;
  out << "<div class=\"wide\"><table><thead><tr>";
  for (const char* each : {"runs", "now", "for", "since", "flips", "case"}) {
    out << "<th scope=\"col\">" << each << "</th>";
  }
  out << "</tr></thead><tbody>\n";
  for (const CaseAccount& each : target.shown) {
    out << fmt::format(
        "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td><td>{}</td>"
        "<td class=\"number\">{}</td><td>{}",
        StripMarkup(StripOf(history, *each.history), history.runs.size()), VerdictText(each),
        each.streak, SinceText(each), each.flips, Code(each.history->id));
    const std::vector<std::string> notes = NotesOf(history, each);
    if (!notes.empty()) out << "<ul>";
    for (const std::string& note : notes) out << "<li>" << Code(note) << "</li>";
    out << (notes.empty() ? "</td></tr>\n" : "</ul></td></tr>\n");
  }
  out << "</tbody></table></div>\n";
}

void WriteRuns(std::ostream& out, const ShownTarget& target) {
  out << "<div class=\"wide\"><table><thead><tr>";
  for (const char* each : {"run", "began", "stack", "suite", "folder"}) {
    out << "<th scope=\"col\">" << each << "</th>";
  }
  out << "</tr></thead><tbody>\n";
  for (const RunLine& each : NamedRuns(target)) {
    out << "<tr><td>" << each.name << "</td><td>" << Code(each.began) << "</td><td>"
        << Code(each.stack) << "</td><td>" << Code(each.suite) << "</td><td>" << Code(each.folder)
        << "</td></tr>\n";
  }
  out << "</tbody></table></div>\n";
}

}  // namespace

void WriteHistoryPage(std::ostream& out, const std::vector<ShownTarget>& targets) {
  out << kHead << "<p>Runs, the newest last: " << kStripKey << "</p>\n";
  for (const ShownTarget& each : targets) {
    out << "<h2>" << Code(NameOf(*each.history)) << "</h2>\n<p>" << SummaryOf(each) << "</p>\n";
    if (!each.shown.empty()) WriteCases(out, each);
    WriteRuns(out, each);
  }
  out << "</body></html>\n";
}

}  // namespace closespec
