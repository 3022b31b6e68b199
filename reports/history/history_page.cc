#include "reports/history/history_page.h"

#include <fmt/format.h>

#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>

#include "reports/html/document.h"

namespace closespec {
namespace {

constexpr std::string_view kStyle = R"(
code { unicode-bidi: isolate; }
.scroll code { overflow-wrap: break-word; }
.strip { white-space: pre; letter-spacing: 0.1em; }
.strip span { padding: 0.1em 0; }
.met { background: #1a7f3726; }
.deviates { background: #bf870059; }
.fails { background: #cf222e4d; font-weight: bold; }
.unsupported, .nothing { background: #8883; }
td ul { margin: 2px 0 0; padding-left: 18px; }
.key { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 4px 0 0; padding: 0; list-style: none; }
@media (max-width: 700px) {
  thead { display: none; }
  table, tbody, td { display: block; }
  tr { display: flex; flex-wrap: wrap; gap: 0 14px; padding: 6px 0; border-bottom: 1px solid var(--line); }
  tr td { padding: 1px 0; border: 0; text-align: left; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--faint); }
  td.whole { flex-basis: 100%; order: -1; }
  .scroll td code { overflow-wrap: anywhere; white-space: normal; }
  .scroll td code.strip { white-space: pre-wrap; }
}
)";

std::string Code(std::string_view text) { return "<code>" + PageText(text) + "</code>"; }

// A table that scrolls by itself, also by keyboard.
void BeginTable(std::ostream& out, const std::string& label,
                std::initializer_list<std::string_view> columns) {
  out << "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" << label
      << "\"><table><thead><tr>";
  for (const std::string_view each : columns) out << "<th scope=\"col\">" << each << "</th>";
  out << "</tr></thead><tbody>\n";
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

// Each letter as the strips have it, with its word.
std::string KeyMarkup() {
  std::string markup = "<ul class=\"key\">";
  for (const char letter : std::string_view(".dFu?")) {
    markup +=
        fmt::format("<li><code class=\"strip\"><span class=\"{0}\">{1}</span></code> {2}</li>",
                    WordOf(letter), letter, letter == '?' ? "nothing shown" : WordOf(letter));
  }
  return markup + "<li>blank: not in that run</li></ul>";
}

void WriteCases(std::ostream& out, const ShownTarget& target) {
  const TargetHistory& history = *target.history;
  BeginTable(out, "Cases of " + PageText(NameOf(history)),
             {"runs", "now", "for", "since", "flips", "case"});
  for (const CaseAccount& each : target.shown) {
    out << fmt::format(
        "<tr><td>{}</td><td class=\"verdict v-{}\">{}</td>"
        "<td class=\"number\" data-label=\"for\">{}</td><td data-label=\"since\">{}</td>"
        "<td class=\"number\" data-label=\"flips\">{}</td><td class=\"whole\">{}",
        StripMarkup(StripOf(history, *each.history), history.runs.size()),
        ToText(each.history->outcomes.back().kept.verdict), VerdictText(each), each.streak,
        SinceText(each), each.flips, Code(each.history->id));
    const std::vector<std::string> notes = NotesOf(history, each);
    if (!notes.empty()) out << "<ul>";
    for (const std::string& note : notes) out << "<li>" << Code(note) << "</li>";
    out << (notes.empty() ? "</td></tr>\n" : "</ul></td></tr>\n");
  }
  out << "</tbody></table></div>\n";
}

void WriteRuns(std::ostream& out, const ShownTarget& target) {
  BeginTable(out, "Runs of " + PageText(NameOf(*target.history)),
             {"run", "began", "stack", "suite", "folder"});
  for (const RunLine& each : NamedRuns(target)) {
    out << "<tr><td>" << each.name << "</td><td>" << Code(each.began) << "</td><td>"
        << Code(each.stack) << "</td><td data-label=\"suite\">" << Code(each.suite) << "</td><td>"
        << Code(each.folder) << "</td></tr>\n";
  }
  out << "</tbody></table></div>\n";
}

}  // namespace

void WriteHistoryPage(std::ostream& out, const std::vector<ShownTarget>& targets) {
  BeginDocument(out, "closespec history", kStyle, "");
  out << "<body>\n<header class=\"top\"><h1>closespec history</h1>\n<p>Runs, the newest last:</p>"
      << KeyMarkup() << "</header>\n<main>\n";
  for (const ShownTarget& each : targets) {
    out << "<h2>" << Code(NameOf(*each.history)) << "</h2>\n<p>" << SummaryOf(each) << "</p>\n";
    if (!each.shown.empty()) WriteCases(out, each);
    WriteRuns(out, each);
  }
  out << "</main>\n</body></html>\n";
}

}  // namespace closespec
