// How cases look where they are shown, which only the caller knows.

#ifndef CLOSESPEC_REPORTS_DIFF_CASE_LOOK_H_
#define CLOSESPEC_REPORTS_DIFF_CASE_LOOK_H_

#include <functional>
#include <string>
#include <string_view>

#include "reports/diff/diff.h"

namespace closespec {

struct CaseLook {
  // Makes one line of text of unknown origin fit to be shown.
  std::function<std::string(std::string_view)> clean;
  // Both sides of a case, drawn; ends with a new line, or is empty. Nothing: none is drawn.
  std::function<std::string(const CaseDifference&)> ladders;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_CASE_LOOK_H_
