#include "reports/gate/gate_text.h"

#include <algorithm>
#include <ostream>

#include "reports/diff/case_groups.h"

namespace closespec {
namespace {

bool IsBroken(const GateOutcome& outcome) {
  return outcome.facts.after != nullptr && !outcome.facts.after->broken.empty();
}

// Nothing to act on, but the gate held it to nothing.
bool IsUnknownToBaseline(const GateOutcome& outcome) {
  return outcome.what == GateClass::kNew && !IsBroken(outcome);
}

void PrintClass(std::ostream& out, const GateReport& report, GateClass what, const CaseLook& look) {
  CaseGroups groups;
  std::vector<const GateOutcome*> shown;
  for (const GateOutcome& each : report.outcomes) {
    if (each.what != what || IsUnknownToBaseline(each)) continue;
    groups.Add(each.Id(), each.reasons);
    shown.push_back(&each);
  }
  if (groups.All().empty()) return;
  out << ToText(what) << ": " << Counted(shown.size(), "case") << "\n\n";
  for (const CaseGroup& group : groups.All()) {
    for (const std::string& line : LinesOf(group)) out << look.clean(line) << '\n';
    const GateOutcome& first = *shown[group.first];
    if (first.is_red && IsBroken(first) && look.ladders) out << look.ladders(first.facts);
  }
  out << '\n';
}

std::string CountsOf(const GateReport& report) {
  std::string text;
  for (const auto& [what, count] : report.counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(ToText(what));
  }
  return text.empty() ? "no case" : text;
}

std::string Conclusion(const GateReport& report) {
  const auto red = std::ranges::count_if(report.outcomes, &GateOutcome::is_red);
  std::string what;
  if (red > 0) what = Counted(static_cast<std::size_t>(red), "case") + " to act on";
  if (!report.stale.empty()) {
    what += (what.empty() ? "" : ", ") + Counted(report.stale.size(), "expectation") +
            " to take out or mend";
  }
  std::string text(ConclusionOf(report));
  if (!what.empty()) text += ": " + what;
  return ExitCode(report) == 3 ? text + ": run it again" : text;
}

std::string Shown(const CaseFacts* facts) {
  if (facts == nullptr) return "no such case";
  std::string text = VerdictOf(*facts);
  if (!facts->reason.empty()) text += ": " + facts->reason;
  if (!facts->evidence.empty()) text += " (" + facts->evidence + ".*)";
  return text;
}

// Who knows the broken check.
std::string KnownBy(const GatePolicy& policy, const GateOutcome& outcome,
                    const BrokenCheck& check) {
  if (check.known) return "a known deviation of the target";
  for (const ExpectedFailure* each : policy.expectations.Of(outcome.Id())) {
    if (each->deviation.signature != check.signature) continue;
    return each->place + ", " + each->deviation.owner + ", until " + each->deviation.expires +
           (HasExpired(each->deviation, policy.today) ? ", which is over" : "") + ": " +
           each->deviation.why;
  }
  if (outcome.facts.before != nullptr) {
    for (const BrokenCheck& each : outcome.facts.before->broken) {
      if (each.signature == check.signature) return "broken in the baseline, too";
    }
  }
  return "nobody knows it";
}

}  // namespace

void PrintGate(std::ostream& out, const GateReport& report, const CaseLook& look) {
  for (int what = 0; what <= static_cast<int>(GateClass::kUnproved); ++what) {
    PrintClass(out, report, static_cast<GateClass>(what), look);
  }
  for (const std::string& each : report.stale) {
    out << look.clean("stale: fits no case of the suite: " + each) << '\n';
  }
  for (const std::string& each : report.unused) {
    out << look.clean("note: fits no case of this run: " + each) << '\n';
  }
  const auto unknown = std::ranges::count_if(report.outcomes, IsUnknownToBaseline);
  if (unknown > 0) {
    const std::string_view them = unknown == 1 ? "it" : "them";
    out << "note: " << Counted(static_cast<std::size_t>(unknown), "case")
        << (unknown == 1 ? " is" : " are") << " held to nothing, for the baseline did not judge "
        << them << "; a new baseline holds " << them << '\n';
  }
  if (report.drifted > 0) {
    out << "note: " << Counted(report.drifted, "case")
        << " with drift alone; closespec diff shows it\n";
  }
  for (const std::string& each : report.troubles) out << look.clean("trouble: " + each) << '\n';
  out << CountsOf(report) << '\n' << Conclusion(report) << '\n';
}

void PrintExplanation(std::ostream& out, const GatePolicy& policy, const GateOutcome& outcome,
                      const CaseLook& look) {
  out << look.clean(outcome.Id()) << '\n'
      << "  class     " << ToText(outcome.what) << (outcome.is_red ? ", red" : ", not red") << '\n';
  if (policy.has_baseline) out << look.clean("  baseline  " + Shown(outcome.facts.before)) << '\n';
  out << look.clean("  run       " + Shown(outcome.facts.after)) << '\n';
  for (const std::string& each : outcome.reasons) out << look.clean("  because   " + each) << '\n';
  if (outcome.facts.after == nullptr) return;
  for (const BrokenCheck& each : outcome.facts.after->broken) {
    out << look.clean("  broken    " + each.signature) << '\n'
        << look.clean("    known   " + KnownBy(policy, outcome, each)) << '\n';
  }
}

}  // namespace closespec
