// A history as tables on a terminal.

#ifndef CLOSESPEC_REPORTS_HISTORY_HISTORY_TEXT_H_
#define CLOSESPEC_REPORTS_HISTORY_HISTORY_TEXT_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "reports/history/shown_target.h"

namespace closespec {

// `clean` makes one line of text of unknown origin fit to be shown.
void PrintHistory(std::ostream& out, const std::vector<ShownTarget>& targets,
                  const std::function<std::string(std::string_view)>& clean);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_HISTORY_TEXT_H_
