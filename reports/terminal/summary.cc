#include "reports/terminal/summary.h"

#include <algorithm>
#include <ostream>
#include <string_view>

#include "reports/terminal/chapter_table.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

constexpr std::size_t kSlowestShown = 5;
constexpr std::size_t kReasonsShown = 5;

std::string Cases(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " case" : " cases");
}

std::string MeaningOf(int exit_code) {
  switch (exit_code) {
    case 0:
      return "as expected";
    case 1:
      return "the stack fell short";
    case 2:
      return "wrong usage or a malformed document";
    case 3:
      return "the run itself broke, or cases stayed inconclusive; worth a retry";
    case 4:
      return "nothing was selected";
    default:
      return "unknown";
  }
}

std::string StackText(const StackEnvironment& environment) {
  if (environment.stack.empty()) return environment.target;
  return environment.target + " (" + environment.stack + ")";
}

}  // namespace

void Summary::Add(const CaseResult& result) {
  tally_.Add(result);
  if (result.verdict == Verdict::kUnsupported) {
    ++not_run_[result.reason];
    return;
  }
  if (slowest_.size() == kSlowestShown && result.duration <= slowest_.back().duration) return;
  const auto place =
      std::ranges::upper_bound(slowest_, result.duration, std::greater<>(), &Slow::duration);
  slowest_.insert(place, {result.duration, result.id});
  if (slowest_.size() > kSlowestShown) slowest_.pop_back();
}

void Summary::Print(std::ostream& out, const Look& look, const Run& run,
                    const SummaryContext& context) const {
  PrintChapterTable(out, look, tally_);
  out << "\n";
  PrintNotes(out, look, run);

  const double seconds = std::chrono::duration<double>(context.elapsed).count();
  out << Cases(tally_.total.Cases()) << " in " << Duration(seconds) << ", SUT "
      << Clean(look, StackText(run.sut)) << ", peer " << Clean(look, StackText(run.peer)) << "\n";
  const Ink ink = context.exit_code == 0 && !IsEmpty() ? Ink::kGood : Ink::kBad;
  out << Paint(look, ink, "exit " + std::to_string(context.exit_code)) << ": "
      << (IsEmpty() ? "none of the cases could be run" : MeaningOf(context.exit_code))
      << (run.interrupted ? " (interrupted)" : "") << "\n";
  out << "results: " << context.results << "\n";
}

void Summary::PrintNotes(std::ostream& out, const Look& look, const Run& run) const {
  const auto note = [&](std::string_view lead, std::string_view text) {
    bool first = true;
    for (const std::string& each :
         Wrap(Clean(look, text), static_cast<std::size_t>(look.columns) - lead.size())) {
      out << (first ? Paint(look, Ink::kFaint, lead) : std::string(lead.size(), ' ')) << each
          << "\n";
      first = false;
    }
  };
  std::string_view lead = "slowest    ";
  for (const Slow& each : slowest_) {
    const double seconds = std::chrono::duration<double>(each.duration).count();
    note(lead, Pad(Duration(seconds), 10, Align::kRight) + "  " + each.id);
    lead = "           ";
  }
  if (tally_.total.rerun > 0) {
    note("run again  ", Cases(tally_.total.rerun) + " that had been inconclusive");
  }
  lead = "not run    ";
  for (const std::string& each : WhyNotRun()) {
    note(lead, each);
    lead = "           ";
  }
  for (const std::string& each : run.limitations) note("lost       ", each);
  if (tally_.total.Cases() > 0 || !run.limitations.empty()) out << "\n";
}

// The most frequent first.
std::vector<std::string> Summary::WhyNotRun() const {
  std::vector<std::pair<std::string, std::size_t>> reasons(not_run_.begin(), not_run_.end());
  std::ranges::stable_sort(reasons, std::greater<>(), &decltype(reasons)::value_type::second);
  std::vector<std::string> lines;
  for (const auto& [reason, count] : reasons) {
    if (lines.size() == kReasonsShown) {
      lines.push_back("... for " + std::to_string(reasons.size() - kReasonsShown) +
                      " more reasons, in results.json");
      break;
    }
    lines.push_back(Cases(count) + ": " + reason);
  }
  return lines;
}

bool Summary::IsEmpty() const {
  return tally_.total.Cases() > 0 && tally_.total.Cases() == tally_.total.Of(Verdict::kUnsupported);
}

}  // namespace closespec
