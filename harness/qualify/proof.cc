#include "harness/qualify/proof.h"

#include <algorithm>
#include <tuple>

namespace closespec {

std::string_view ToText(Planted where) { return where == Planted::kOnLink ? "link" : "calls"; }

std::vector<std::string> Catchers(const ProvedFault& fault, Catch at_least) {
  std::vector<std::string> catchers;
  for (const auto& [scenario, sighting] : fault.sightings) {
    if (sighting.how >= at_least) catchers.push_back(scenario);
  }
  return catchers;
}

Catch StrongestOf(const ProvedFault& fault) {
  Catch strongest = Catch::kNothing;
  for (const auto& [scenario, sighting] : fault.sightings) {
    strongest = std::max(strongest, sighting.how);
  }
  return strongest;
}

std::size_t CaughtBy(const Proof& proof, const std::string& scenario) {
  return static_cast<std::size_t>(
      std::count_if(proof.faults.begin(), proof.faults.end(), [&](const ProvedFault& fault) {
        const auto found = fault.sightings.find(scenario);
        return found != fault.sightings.end() && found->second.how >= Catch::kRecord;
      }));
}

std::string BestCatcher(const Proof& proof, const ProvedFault& fault) {
  const std::vector<std::string> catchers = Catchers(fault, Catch::kWeak);
  const auto rank = [&](const std::string& scenario) {
    const Sighting& sighting = fault.sightings.at(scenario);
    const bool elsewhere = scenario.rfind(fault.chapter + "/", 0) != 0;
    const bool by_invariant = sighting.by.rfind("invariant.", 0) == 0;
    return std::tuple(-static_cast<int>(sighting.how), by_invariant, elsewhere, !sighting.is_fail,
                      CaughtBy(proof, scenario), scenario);
  };
  const auto best = std::min_element(
      catchers.begin(), catchers.end(),
      [&](const std::string& left, const std::string& right) { return rank(left) < rank(right); });
  return best == catchers.end() ? "" : *best;
}

std::vector<const ProvedFault*> Living(const Proof& proof) {
  std::vector<const ProvedFault*> living;
  for (const ProvedFault& each : proof.faults) {
    if (each.must_be_caught && StrongestOf(each) < Catch::kWeak) living.push_back(&each);
  }
  return living;
}

std::vector<const ProvedFault*> CaughtWeakly(const Proof& proof) {
  std::vector<const ProvedFault*> weakly;
  for (const ProvedFault& each : proof.faults) {
    if (each.must_be_caught && StrongestOf(each) == Catch::kWeak) weakly.push_back(&each);
  }
  return weakly;
}

std::vector<const ProvedScenario*> Idle(const Proof& proof) {
  std::vector<const ProvedScenario*> idle;
  for (const ProvedScenario& each : proof.scenarios) {
    if (each.could_run && each.must_catch && CaughtBy(proof, each.id) == 0) idle.push_back(&each);
  }
  return idle;
}

std::size_t Unseen(const Proof& proof) {
  std::size_t unseen = 0;
  for (const ProvedFault& fault : proof.faults) {
    for (const auto& [scenario, sighting] : fault.sightings) {
      if (sighting.how == Catch::kUnseen) ++unseen;
    }
  }
  return unseen;
}

}  // namespace closespec
