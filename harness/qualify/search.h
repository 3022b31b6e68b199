// Which scenario to confront with which fault next, so that soon every fault is caught and every
// scenario has caught one: what belongs together first, until nothing is wanting or nothing is
// left.
//
//   Search search(relevance, cases, {});
//   while (!(some = search.Next(proof)).empty()) Confront(some);

#ifndef CLOSESPEC_HARNESS_QUALIFY_SEARCH_H_
#define CLOSESPEC_HARNESS_QUALIFY_SEARCH_H_

#include <cstddef>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "harness/qualify/proof.h"

namespace closespec {

// By index: into the faults, the scenarios, and the cases of the scenario.
struct Pairing {
  std::size_t fault = 0;
  std::size_t scenario = 0;
  std::size_t run = 0;

  auto operator<=>(const Pairing&) const = default;
};

// How much a fault has to do with a scenario. The larger the more; from kOfChapter on it is one of
// those that should catch it, from kNamed on the fault names it.
using Relevance = int;
inline constexpr Relevance kNever = -1;  // they cannot meet
inline constexpr Relevance kElsewhere = 0;
inline constexpr Relevance kOfChapter = 1;
inline constexpr Relevance kNamed = 2;

Relevance RelevanceOf(const ProvedFault& fault, std::string_view scenario,
                      std::string_view chapter);

class Search {
 public:
  // `relevance` by fault and scenario; `cases`: how many a scenario has; `tried`: will not be
  // given.
  Search(std::vector<std::vector<Relevance>> relevance, std::vector<std::size_t> cases,
         const std::vector<Pairing>& tried);

  // A pairing for each fault that is not caught by a check and each scenario that has caught
  // nothing; the next time two, then four. Each is given once.
  std::vector<Pairing> Next(const Proof& proof);

 private:
  [[nodiscard]] std::vector<Pairing> Untried(const std::vector<Pairing>& pairings) const;
  [[nodiscard]] std::vector<Pairing> OfFault(std::size_t fault, Catch caught) const;
  [[nodiscard]] std::vector<Pairing> OfScenario(std::size_t scenario) const;
  // The other cases of a scenario meet only what has most to do with it.
  [[nodiscard]] std::vector<Pairing> Meetings(std::size_t fault, std::size_t scenario) const;

  std::vector<std::vector<Relevance>> relevance_;
  std::vector<std::size_t> cases_;
  std::set<Pairing> tried_;
  std::size_t at_once_ = 1;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_SEARCH_H_
