#include "reports/diff/diff_text.h"

#include <ostream>
#include <string_view>

#include "reports/diff/case_groups.h"

namespace closespec {
namespace {

const CaseFacts& EitherOf(const CaseDifference& each) {
  return each.after != nullptr ? *each.after : *each.before;
}

std::string Shown(const std::string& observed) { return observed.empty() ? "–" : observed; }

// What happened to the case, without its parameters, a line each.
using Lines = std::vector<std::string>;

std::string Transition(const CaseDifference& each) {
  return VerdictOf(*each.before) + " → " + VerdictOf(*each.after);
}

Lines ChangeOf(const CaseDifference& each) {
  if (each.before == nullptr) return {VerdictOf(*each.after)};
  if (each.after == nullptr) return {"was " + VerdictOf(*each.before)};
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

class Printing {
 public:
  Printing(std::ostream& out, const CaseLook& look) : out_(out), look_(look) {}

  void Section(std::string_view title, const std::vector<CaseDifference>& cases,
               Lines (*lines_of)(const CaseDifference&), bool with_ladders = false) {
    if (cases.empty()) return;
    out_ << '\n' << title << ": " << Counted(cases.size(), "case") << "\n\n";
    CaseGroups groups;
    for (const CaseDifference& each : cases) groups.Add(EitherOf(each).id, lines_of(each));
    for (const CaseGroup& group : groups.All()) {
      for (const std::string& line : LinesOf(group)) Line(line);
      if (with_ladders && look_.ladders) out_ << look_.ladders(cases[group.first]);
    }
  }

  void Head(const std::string& letter, const NamedRun& run) {
    const Run& head = run.facts.head;
    const bool is_whole = !head.finished.empty() && !head.interrupted;
    Line(letter + "  " + run.name + ": " + head.sut.target + " (" + head.sut.stack + "), " +
         Counted(run.facts.cases.size(), "case") + ", begun " + head.started +
         (is_whole ? "" : ", not ended"));
  }

  void Other(const std::string& what, const std::string& before, const std::string& after) {
    if (before != after) Line("!  " + what + " differ: " + before + " and " + after);
  }

 private:
  void Line(const std::string& text) { out_ << look_.clean(text) << '\n'; }

  std::ostream& out_;
  const CaseLook& look_;
};

}  // namespace

void PrintDiff(std::ostream& out, const NamedRun& before, const NamedRun& after,
               const RunDifference& difference, const CaseLook& look) {
  Printing printing(out, look);
  printing.Head("A", before);
  printing.Head("B", after);
  printing.Other("suites", before.facts.head.suite_revision, after.facts.head.suite_revision);
  printing.Other("versions of closespec", before.facts.head.closespec, after.facts.head.closespec);
  printing.Other("kinds of sockets", std::string(ToText(before.facts.head.socket)),
                 std::string(ToText(after.facts.head.socket)));
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
