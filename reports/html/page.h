// The files of page/ as they are built into the program.

#ifndef CLOSESPEC_REPORTS_HTML_PAGE_H_
#define CLOSESPEC_REPORTS_HTML_PAGE_H_

#include <string_view>

namespace closespec {

// Up to what stands in <head> but policy, title and style.
std::string_view PageHead();
// How every page looks.
std::string_view PageLook();
// The report's own, its body and its script.
std::string_view PageStyle();
std::string_view PageBody();
std::string_view PageScript();

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_PAGE_H_
