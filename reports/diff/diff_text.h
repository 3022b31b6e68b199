// The differences of two runs for people and for programs.

#ifndef CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_
#define CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "reports/diff/diff.h"

namespace closespec {

// A run with what it is called: the path that was given.
struct NamedRun {
  std::string name;
  const RunFacts& facts;
};

// How the text looks where it is shown.
struct DiffLook {
  // Makes one line of text of unknown origin fit to be shown.
  std::function<std::string(std::string_view)> clean;
  // Both sides of a case, drawn; ends with a new line, or is empty.
  std::function<std::string(const CaseDifference&)> ladders;
};

// Cases of one scenario that differ in the same way are shown once, with the ladders of the first.
void PrintDiff(std::ostream& out, const NamedRun& before, const NamedRun& after,
               const RunDifference& difference, const DiffLook& look);

// One JSON document: {"before", "after", "same", "added", "removed", "changed", "drift"}.
void PrintDiffJson(std::ostream& out, const NamedRun& before, const NamedRun& after,
                   const RunDifference& difference);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_DIFF_TEXT_H_
