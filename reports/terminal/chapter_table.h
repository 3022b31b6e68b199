// The table of a summary: a line a chapter, a column a verdict; columns in which nothing is are
// left out.

#ifndef CLOSESPEC_REPORTS_TERMINAL_CHAPTER_TABLE_H_
#define CLOSESPEC_REPORTS_TERMINAL_CHAPTER_TABLE_H_

#include <iosfwd>

#include "reports/results/tally.h"
#include "reports/terminal/look.h"

namespace closespec {

void PrintChapterTable(std::ostream& out, const Look& look, const Tally& tally);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_CHAPTER_TABLE_H_
