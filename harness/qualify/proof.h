// The table of planted faults against scenarios, and what it says: which faults live, which are
// caught weakly, which scenarios are idle. Values only.

#ifndef CLOSESPEC_HARNESS_QUALIFY_PROOF_H_
#define CLOSESPEC_HARNESS_QUALIFY_PROOF_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/qualify/sighting.h"

namespace closespec {

// Where a fault is planted: before the SUT's socket calls, or on its link.
enum class Planted { kInCalls, kOnLink };
std::string_view ToText(Planted where);

struct ProvedFault {
  std::string name;
  std::string alters;
  std::string chapter;
  Planted where = Planted::kInCalls;
  std::vector<std::string> about;             // selectors of scenarios, most promising first
  bool must_be_caught = true;                 // false: run for the scenarios' sake alone
  std::map<std::string, Sighting> sightings;  // by scenario; all that were confronted with it

  bool operator==(const ProvedFault&) const = default;
};

struct ProvedScenario {
  std::string id;
  std::string chapter;
  std::string title;
  bool could_run = true;              // the stack has what it needs
  std::string trouble;                // why it is not judged on the sound stack; else empty
  bool must_catch = true;             // false: not all faults were tried
  std::vector<std::string> unstable;  // left out of the comparison

  bool operator==(const ProvedScenario&) const = default;
};

struct Proof {
  std::vector<ProvedFault> faults;
  std::vector<ProvedScenario> scenarios;

  bool operator==(const Proof&) const = default;
};

// What catches at least so much, in the order of the scenarios.
std::vector<std::string> Catchers(const ProvedFault& fault, Catch at_least);
Catch StrongestOf(const ProvedFault& fault);
// How many faults the scenario catches by check or record.
std::size_t CaughtBy(const Proof& proof, const std::string& scenario);

// The scenario to name when one is asked who catches the fault: by a broken check before a record
// before less, by a step before an invariant, of the fault's chapter, then the one that catches the
// fewest other faults. Empty when none does.
std::string BestCatcher(const Proof& proof, const ProvedFault& fault);

std::vector<const ProvedFault*> Living(const Proof& proof);
// Nothing but inconclusive and error tells them.
std::vector<const ProvedFault*> CaughtWeakly(const Proof& proof);
// No fault makes them differ by a check or a record.
std::vector<const ProvedScenario*> Idle(const Proof& proof);
// Of all confrontations, those that lateness made useless.
std::size_t Unseen(const Proof& proof);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_PROOF_H_
