#include "reports/diff/diff_text.h"

#include <map>
#include <ostream>
#include <string_view>
#include <utility>

#include "reports/json/results_text.h"

namespace closespec {
namespace {

std::string Count(std::size_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

const CaseFacts& EitherOf(const CaseDifference& each) {
  return each.after != nullptr ? *each.after : *each.before;
}

std::string Shown(const std::string& observed) { return observed.empty() ? "–" : observed; }

// What happened to the case, without its parameters, a line each: the same lines, the same change.
using Lines = std::vector<std::string>;

std::string Transition(const CaseDifference& each) {
  return Summary(*each.before) + " → " + Summary(*each.after);
}

Lines ChangeOf(const CaseDifference& each) {
  if (each.before == nullptr) return {Summary(*each.after)};
  if (each.after == nullptr) return {"was " + Summary(*each.before)};
  Lines lines = {Transition(each)};
  const SignatureChange signatures = SignaturesOf(each);
  for (const std::string& gone : signatures.gone) lines.push_back("- " + gone);
  for (const std::string& come : signatures.come) lines.push_back("+ " + come);
  if (signatures == SignatureChange{} && !each.after->reason.empty()) {
    lines.push_back(each.after->reason);
  }
  return lines;
}

Lines AlternativesOf(const CaseDifference& each) {
  Lines lines;
  if (each.before->verdict != each.after->verdict) lines.push_back(Transition(each));
  for (const Drift& drift : DriftOf(each)) {
    lines.push_back(drift.what + ": " + Shown(drift.before) + " → " + Shown(drift.after));
  }
  return lines;
}

// Cases of one scenario with the same lines, in the order of the first of each.
struct Group {
  Lines lines;
  std::vector<const CaseDifference*> cases;
};

std::vector<Group> GroupsOf(const std::vector<CaseDifference>& cases,
                            Lines (*lines_of)(const CaseDifference&)) {
  std::vector<Group> groups;
  std::map<std::pair<std::string, Lines>, std::size_t> place;
  for (const CaseDifference& each : cases) {
    Lines lines = lines_of(each);
    const auto [at, is_new] =
        place.try_emplace({std::string(ScenarioOf(EitherOf(each).id)), lines}, groups.size());
    if (is_new) groups.push_back({std::move(lines), {}});
    groups[at->second].cases.push_back(&each);
  }
  return groups;
}

class Printing {
 public:
  Printing(std::ostream& out, const DiffLook& look) : out_(out), look_(look) {}

  void Section(std::string_view title, const std::vector<CaseDifference>& cases,
               Lines (*lines_of)(const CaseDifference&), bool with_ladders = false) {
    if (cases.empty()) return;
    out_ << '\n' << title << ": " << Count(cases.size(), "case") << "\n\n";
    for (const Group& group : GroupsOf(cases, lines_of)) {
      Line(EitherOf(*group.cases.front()).id);
      for (const std::string& line : group.lines) Line("  " + line);
      if (group.cases.size() > 1) {
        Line("  the same in " + Count(group.cases.size() - 1, "more case"));
      }
      if (with_ladders && look_.ladders) out_ << look_.ladders(*group.cases.front());
    }
  }

  void Head(const std::string& letter, const NamedRun& run) {
    const Run& head = run.facts.head;
    const bool is_whole = !head.finished.empty() && !head.interrupted;
    Line(letter + "  " + run.name + ": " + head.sut.target + " (" + head.sut.stack + "), " +
         Count(run.facts.cases.size(), "case") + ", begun " + head.started +
         (is_whole ? "" : ", not ended"));
  }

  void Other(const std::string& what, const std::string& before, const std::string& after) {
    if (before != after) Line("!  " + what + " differ: " + before + " and " + after);
  }

 private:
  void Line(const std::string& text) { out_ << look_.clean(text) << '\n'; }

  std::ostream& out_;
  const DiffLook& look_;
};

}  // namespace

void PrintDiff(std::ostream& out, const NamedRun& before, const NamedRun& after,
               const RunDifference& difference, const DiffLook& look) {
  Printing printing(out, look);
  printing.Head("A", before);
  printing.Head("B", after);
  printing.Other("suites", before.facts.head.suite_revision, after.facts.head.suite_revision);
  printing.Other("versions of closespec", before.facts.head.closespec, after.facts.head.closespec);
  printing.Section("changed", difference.changed, ChangeOf, true);
  printing.Section("added", difference.added, ChangeOf);
  printing.Section("removed", difference.removed, ChangeOf);
  printing.Section("drift", difference.drifted, AlternativesOf);
  out << '\n'
      << difference.same << " the same, " << difference.changed.size() << " changed, "
      << difference.added.size() << " added, " << difference.removed.size() << " removed, "
      << difference.drifted.size() << " with drift alone\n";
}

}  // namespace closespec
