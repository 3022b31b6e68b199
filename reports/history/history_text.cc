#include "reports/history/history_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace closespec {
namespace {

class HistoryPrinting {
 public:
  HistoryPrinting(std::ostream& out, const std::function<std::string(std::string_view)>& clean)
      : out_(out), clean_(clean) {}

  void Target(const ShownTarget& target) {
    Line(NameOf(*target.history) + ": " + SummaryOf(target));
    if (!target.shown.empty()) Cases(target);
    Line("");
    for (const RunLine& run : NamedRuns(target)) {
      Line(fmt::format("{}  {}  {}  suite {}  {}", run.name, run.began, run.stack, run.suite,
                       run.folder));
    }
  }

  void Line(const std::string& text) { out_ << clean_(text) << '\n'; }

 private:
  void Cases(const ShownTarget& target) {
    const std::size_t strip = std::max<std::size_t>(
        std::min(kStripLength, target.history->runs.size()), std::string_view("runs").size());
    Line("");
    Row(strip, "runs", "now", "for", "since", "flips", "case");
    for (const CaseAccount& each : target.shown) {
      Row(strip, StripOf(*target.history, *each.history), VerdictText(each),
          std::to_string(each.streak), SinceText(each), std::to_string(each.flips),
          each.history->id);
      for (const std::string& note : NotesOf(*target.history, each)) {
        Line(std::string(strip + 2, ' ') + note);
      }
    }
  }

  void Row(std::size_t strip, const std::string& runs, const std::string& now,
           const std::string& streak, const std::string& since, const std::string& flips,
           const std::string& id) {
    Line(fmt::format("{:<{}}  {:<12}  {:>4}  {:<8}  {:>5}  {}", runs, strip, now, streak, since,
                     flips, id));
  }

  std::ostream& out_;
  const std::function<std::string(std::string_view)>& clean_;
};

}  // namespace

void PrintHistory(std::ostream& out, const std::vector<ShownTarget>& targets,
                  const std::function<std::string(std::string_view)>& clean) {
  HistoryPrinting printing(out, clean);
  for (const ShownTarget& each : targets) {
    printing.Target(each);
    printing.Line("");
  }
  const bool any =
      std::ranges::any_of(targets, [](const auto& each) { return !each.shown.empty(); });
  if (any) printing.Line(std::string("runs: ") + kStripKey);
}

}  // namespace closespec
