// The differences of two runs for people and for programs.

#ifndef CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_
#define CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_

#include <iosfwd>
#include <string>

#include "reports/diff/case_look.h"
#include "reports/diff/diff.h"

namespace closespec {

// A run with what it is called: the path that was given.
struct NamedRun {
  std::string name;
  const RunFacts& facts;
};

// Cases of one scenario that differ in the same way are shown once, with the ladders of the first.
void PrintDiff(std::ostream& out, const NamedRun& before, const NamedRun& after,
               const RunDifference& difference, const CaseLook& look);

// One JSON document: {"before", "after", "same", "added", "removed", "changed", "drift"}.
void PrintDiffJson(std::ostream& out, const NamedRun& before, const NamedRun& after,
                   const RunDifference& difference);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_
