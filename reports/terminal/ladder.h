// Draws a case as a ladder: time, the SUT's calls, segments as arrows, the other peer's calls. A
// marked row carries a sign in the margin and, below it, what was expected beside what was seen.

#ifndef CLOSESPEC_REPORTS_TERMINAL_LADDER_H_
#define CLOSESPEC_REPORTS_TERMINAL_LADDER_H_

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>

#include "reports/terminal/look.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

struct LadderMark {
  std::string number;  // "1" where there are several, else empty
  std::string expected;
  std::string observed;
};

// By index into Journal::entries.
using LadderMarks = std::multimap<std::size_t, LadderMark>;

void PrintLadder(std::ostream& out, const Look& look, const Case& judged, const Journal& journal,
                 const LadderMarks& marks);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_LADDER_H_
