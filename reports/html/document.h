// What all pages for a browser have in common: a head whose policy lets in nothing but the page's
// own style and script, and text of a run that stays text and can be seen.

#ifndef CLOSESPEC_REPORTS_HTML_DOCUMENT_H_
#define CLOSESPEC_REPORTS_HTML_DOCUMENT_H_

#include <iosfwd>
#include <string>
#include <string_view>

namespace closespec {

// Up to the end of <head>; also well-formed XML if title and style are. `style` comes behind the
// look of all pages. `script`: the one that may run; empty: none may.
void BeginDocument(std::ostream& out, std::string_view title, std::string_view style,
                   std::string_view script);

// `text` made Visible, as the content or a quoted attribute; one line.
std::string PageText(std::string_view text);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_DOCUMENT_H_
