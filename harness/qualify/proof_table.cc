#include "harness/qualify/proof_table.h"

#include <algorithm>
#include <ostream>
#include <string>

#include "reports/terminal/layout.h"
#include "reports/terminal/page.h"

namespace closespec {
namespace {

constexpr std::string_view kIndent = "  ";

std::string Counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string Joined(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& each : words) joined += (joined.empty() ? "" : ", ") + each;
  return joined;
}

Ink InkOf(Catch how) {
  switch (how) {
    case Catch::kCheck:
      return Ink::kGood;
    case Catch::kRecord:
    case Catch::kWeak:
      return Ink::kWarning;
    case Catch::kNothing:
    case Catch::kUnseen:
      break;
  }
  return Ink::kBad;
}

class Table {
 public:
  Table(std::ostream& out, const Look& look, const Proof& proof)
      : out_(out), look_(look), page_(out, look), proof_(proof) {
    for (const ProvedFault& each : proof.faults) names_ = std::max(names_, Width(each.name));
  }

  void Faults() {
    std::string chapter;
    out_ << Paint(look_, Ink::kFaint,
                  Pad("fault", names_ + kIndent.size()) +
                      "  scenarios  best catcher, and what it saw")
         << '\n';
    for (const ProvedFault& each : proof_.faults) {
      if (each.chapter != chapter) out_ << Paint(look_, Ink::kStrong, each.chapter) << '\n';
      chapter = each.chapter;
      Line(each);
    }
  }

  template <typename Proved, typename Tell>
  void Group(const std::vector<const Proved*>& some, Ink ink, const std::string& heading,
             Tell tell) {
    if (some.empty()) return;
    page_.Blank();
    page_.Put("", Ink::kPlain, heading, ink);
    for (const Proved* each : some) tell(*each);
  }

  void Put(std::string_view lead, std::string_view text) {
    page_.Put(std::string(kIndent) + std::string(lead) + "  ", Ink::kStrong, text);
  }

 private:
  void Line(const ProvedFault& fault) {
    const std::string best = BestCatcher(proof_, fault);
    const std::size_t count = Catchers(fault, Catch::kRecord).size();
    const Catch how = StrongestOf(fault);
    const std::string lead = std::string(kIndent) + Pad(fault.name, names_) + "  " +
                             Pad(std::to_string(count), 9, Align::kRight) + "  ";
    if (best.empty()) {
      const bool matters = fault.must_be_caught;
      page_.Put(lead, Ink::kPlain, matters ? "lives" : "not seen here",
                matters ? Ink::kBad : Ink::kFaint);
      return;
    }
    const Sighting& sighting = fault.sightings.at(best);
    const std::string kind = how == Catch::kCheck ? "" : std::string(ToText(how)) + ": ";
    page_.Put(lead, Ink::kPlain, best);
    page_.Put(std::string(lead.size(), ' '), Ink::kPlain, kind + Clean(look_, sighting.by),
              InkOf(how));
  }

  std::ostream& out_;
  const Look& look_;
  Page page_;
  const Proof& proof_;
  std::size_t names_ = Width("fault");
};

}  // namespace

void PrintProof(std::ostream& out, const Look& look, const Proof& proof) {
  Table table(out, look, proof);
  table.Faults();
  const auto living = Living(proof);
  const auto weakly = CaughtWeakly(proof);
  const auto idle = Idle(proof);
  const auto tell_fault = [&](const ProvedFault& each) {
    table.Put(each.name, each.alters + " Chapter " + each.chapter + ".");
  };
  table.Group(living, Ink::kBad,
              Counted(living.size(), "planted fault") +
                  " lived: no scenario tells them from the sound stack. Strengthen a scenario of "
                  "the chapter or add one; or mend the fault, if it does not do what it says.",
              tell_fault);
  table.Group(weakly, Ink::kWarning,
              Counted(weakly.size(), "planted fault") +
                  " caught weakly: cases only became inconclusive or broke, and no check names "
                  "them. Turn the step that breaks off into a check with its clause.",
              tell_fault);
  table.Group(idle, Ink::kBad,
              Counted(idle.size(), "scenario") +
                  " idle: no planted fault makes them differ. Plant a fault that they are about, "
                  "or mend or drop the scenario, if it checks nothing.",
              [&](const ProvedScenario& each) {
                table.Put(each.id,
                          each.trouble.empty() ? each.title : "without a fault " + each.trouble);
              });
  std::vector<const ProvedScenario*> unable;
  for (const ProvedScenario& each : proof.scenarios) {
    if (!each.could_run) unable.push_back(&each);
  }
  table.Group(unable, Ink::kWarning,
              Counted(unable.size(), "scenario") + " could not be run without a fault:",
              [&](const ProvedScenario& each) { table.Put(each.id, each.title); });
  std::vector<const ProvedScenario*> unstable;
  for (const ProvedScenario& each : proof.scenarios) {
    if (!each.unstable.empty()) unstable.push_back(&each);
  }
  table.Group(unstable, Ink::kWarning,
              Counted(unstable.size(), "scenario") +
                  " not the same in all runs without a fault; what differs is not compared:",
              [&](const ProvedScenario& each) { table.Put(each.id, Joined(each.unstable)); });
  out << '\n'
      << Counted(proof.faults.size(), "planted fault") << ", " << living.size() << " living, "
      << weakly.size() << " caught weakly; " << Counted(proof.scenarios.size(), "scenario") << ", "
      << idle.size() << " idle";
  if (const std::size_t unseen = Unseen(proof)) {
    out << "; " << Counted(unseen, "run") << " came too late to tell";
  }
  out << '\n';
}

}  // namespace closespec
