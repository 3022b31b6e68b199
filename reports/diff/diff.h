// What differs between two runs, case by case: by verdict and by signature.

#ifndef CLOSESPEC_REPORTS_DIFF_DIFF_H_
#define CLOSESPEC_REPORTS_DIFF_DIFF_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "reports/diff/case_facts.h"

namespace closespec {

// Into the runs that were compared; null: the run has no such case.
struct CaseDifference {
  const CaseFacts* before = nullptr;
  const CaseFacts* after = nullptr;
};

struct RunDifference {
  std::vector<CaseDifference> added;
  std::vector<CaseDifference> removed;
  std::vector<CaseDifference> changed;  // another verdict or another signature
  std::vector<CaseDifference> drifted;  // only which permitted alternative, or a record
  std::size_t same = 0;
};

// Calls `visit` with each case of either run, in the order of ids.
void ForEachPair(const std::vector<CaseFacts>& before, const std::vector<CaseFacts>& after,
                 const std::function<void(const CaseDifference&)>& visit);

// The runs must outlive what is given back. `known` of a check is policy and no difference.
RunDifference Compare(const RunFacts& before, const RunFacts& after);
bool IsEmpty(const RunDifference& difference);

// Signatures that only one of the two has.
struct SignatureChange {
  std::vector<std::string> gone;
  std::vector<std::string> come;

  bool operator==(const SignatureChange&) const = default;
};
SignatureChange SignaturesOf(const CaseDifference& difference);

// Alternatives and records that are not the same: what, before, after; empty where one has none.
struct Drift {
  std::string what;
  std::string before;
  std::string after;

  bool operator==(const Drift&) const = default;
};
std::vector<Drift> DriftOf(const CaseDifference& difference);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_DIFF_H_
