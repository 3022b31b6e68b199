#include "harness/qualify/search.h"

#include <algorithm>
#include <utility>

#include "suites/model/loader.h"

namespace closespec {
namespace {

// A fault's most promising selector counts most.
constexpr Relevance kMostNamed = 100;

std::size_t Caught(const ProvedFault& fault) { return Catchers(fault, Catch::kRecord).size(); }

}  // namespace

Relevance RelevanceOf(const ProvedFault& fault, std::string_view scenario,
                      std::string_view chapter) {
  Relevance relevance = kMostNamed;
  for (const std::string& selector : fault.about) {
    if (FitsSelector(selector, scenario, scenario)) return std::max(relevance, kNamed);
    --relevance;
  }
  return fault.chapter == chapter ? kOfChapter : kElsewhere;
}

Search::Search(std::vector<std::vector<Relevance>> relevance, std::vector<std::size_t> cases,
               const std::vector<Pairing>& tried)
    : relevance_(std::move(relevance)),
      cases_(std::move(cases)),
      tried_(tried.begin(), tried.end()) {}

std::vector<Pairing> Search::Meetings(std::size_t fault, std::size_t scenario) const {
  std::vector<Pairing> pairings;
  const Relevance relevance = relevance_[fault][scenario];
  if (relevance == kNever || cases_[scenario] == 0) return pairings;
  const std::size_t cases = relevance >= kNamed ? cases_[scenario] : 1;
  for (std::size_t run = 0; run < cases; ++run) pairings.push_back({fault, scenario, run});
  return pairings;
}

std::vector<Pairing> Search::Untried(const std::vector<Pairing>& pairings) const {
  std::vector<Pairing> untried;
  std::ranges::copy_if(pairings, std::back_inserter(untried),
                       [this](const Pairing& each) { return !tried_.contains(each); });
  return untried;
}

std::vector<Pairing> Search::OfFault(std::size_t fault, Catch caught) const {
  std::vector<Pairing> pairings;
  for (std::size_t scenario = 0; scenario < cases_.size(); ++scenario) {
    // Elsewhere nobody has to catch it.
    if (caught >= Catch::kRecord && relevance_[fault][scenario] < kOfChapter) continue;
    const std::vector<Pairing> meetings = Meetings(fault, scenario);
    pairings.insert(pairings.end(), meetings.begin(), meetings.end());
  }
  return Untried(pairings);
}

std::vector<Pairing> Search::OfScenario(std::size_t scenario) const {
  std::vector<Pairing> pairings;
  for (std::size_t fault = 0; fault < relevance_.size(); ++fault) {
    const std::vector<Pairing> meetings = Meetings(fault, scenario);
    pairings.insert(pairings.end(), meetings.begin(), meetings.end());
  }
  return Untried(pairings);
}

std::vector<Pairing> Search::Next(const Proof& proof) {
  std::set<Pairing> chosen;
  const auto choose = [&](std::vector<Pairing> pairings, auto rank) {
    std::ranges::stable_sort(pairings, [&](const Pairing& left, const Pairing& right) {
      return rank(left) < rank(right);
    });
    if (pairings.size() > at_once_) pairings.resize(at_once_);
    chosen.insert(pairings.begin(), pairings.end());
  };
  std::vector<std::size_t> caught_by;
  for (const ProvedScenario& each : proof.scenarios) caught_by.push_back(CaughtBy(proof, each.id));
  std::vector<std::size_t> catchers;
  for (const ProvedFault& each : proof.faults) catchers.push_back(Caught(each));

  for (std::size_t fault = 0; fault < proof.faults.size(); ++fault) {
    const Catch caught = StrongestOf(proof.faults[fault]);
    if (caught == Catch::kCheck || !proof.faults[fault].must_be_caught) continue;
    // All cases of what it names first. A scenario that has caught nothing may prove itself by the
    // way.
    choose(OfFault(fault, caught), [&](const Pairing& each) {
      const Relevance relevance = relevance_[fault][each.scenario];
      return std::tuple(relevance < kNamed, each.run, -relevance, caught_by[each.scenario]);
    });
  }
  for (std::size_t scenario = 0; scenario < proof.scenarios.size(); ++scenario) {
    if (caught_by[scenario] > 0 || !proof.scenarios[scenario].must_catch) continue;
    // What many see this one may see, too.
    choose(OfScenario(scenario), [&](const Pairing& each) {
      return std::tuple(each.run, -relevance_[each.fault][scenario],
                        -static_cast<std::ptrdiff_t>(catchers[each.fault]));
    });
  }
  tried_.insert(chosen.begin(), chosen.end());
  at_once_ *= 2;
  return {chosen.begin(), chosen.end()};
}

}  // namespace closespec
