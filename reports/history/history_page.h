// A history as one page of HTML that needs no network and runs no script.

#ifndef CLOSESPEC_REPORTS_HISTORY_HISTORY_PAGE_H_
#define CLOSESPEC_REPORTS_HISTORY_HISTORY_PAGE_H_

#include <iosfwd>
#include <vector>

#include "reports/history/shown_target.h"

namespace closespec {

// UTF-8, and also well-formed XML, whatever the names in it are.
void WriteHistoryPage(std::ostream& out, const std::vector<ShownTarget>& targets);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_HISTORY_PAGE_H_
