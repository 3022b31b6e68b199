// The files of page/ as they are built into the program.

#ifndef CLOSESPEC_REPORTS_HTML_PAGE_H_
#define CLOSESPEC_REPORTS_HTML_PAGE_H_

#include <string_view>

namespace closespec {

// Up to the end of what stands in <head> but policy and style.
std::string_view PageHead();
std::string_view PageStyle();
// The rest of <head>, and what <body> begins with.
std::string_view PageBody();
std::string_view PageScript();

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_PAGE_H_
