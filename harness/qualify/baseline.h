// What one case shows on the stack without a fault, over several runs. What is not the same in all
// of them is left out when a run with a fault is compared, so that chance catches no fault.
//
//   Baseline baseline;
//   for (...) baseline.Add(result_without_fault);
//   Sighting sighting = baseline.Compare(result_with_fault);

#ifndef CLOSESPEC_HARNESS_QUALIFY_BASELINE_H_
#define CLOSESPEC_HARNESS_QUALIFY_BASELINE_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/qualify/sighting.h"
#include "reports/results/results.h"

namespace closespec {

// The harness was too busy, so that the result says nothing about the stack.
bool IsTooLate(const CaseResult& result);

class Baseline {
 public:
  // A run that was too late is not taken.
  void Add(const CaseResult& result);

  [[nodiscard]] int Runs() const { return runs_; }
  // The stack has what the case needs.
  [[nodiscard]] bool IsSupported() const { return runs_ > unsupported_; }
  // Why nothing was judged in any run; empty when something was.
  [[nodiscard]] const std::string& Trouble() const { return trouble_; }
  // What is left out of comparisons: "verdict", "step 7", "record what".
  [[nodiscard]] std::vector<std::string> Unstable() const;

  [[nodiscard]] Sighting Compare(const CaseResult& faulty) const;

 private:
  struct Aspect {
    std::set<std::string> values;
    int seen = 0;  // in so many runs
  };

  [[nodiscard]] bool IsStable(const std::string& name) const;
  // Stable, and not as in the baseline.
  [[nodiscard]] bool Differs(const std::string& name, const std::string& value) const;
  [[nodiscard]] std::string Usual(const std::string& name) const;

  std::map<std::string, Aspect> aspects_;
  int runs_ = 0;
  int unsupported_ = 0;
  int troubled_ = 0;
  std::string trouble_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BASELINE_H_
