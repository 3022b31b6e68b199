// Text of unknown origin made fit for documents and for a shell.

#ifndef CLOSESPEC_REPORTS_RESULTS_PLAIN_TEXT_H_
#define CLOSESPEC_REPORTS_RESULTS_PLAIN_TEXT_H_

#include <string>
#include <string_view>

namespace closespec {

// Valid UTF-8 of characters that XML 1.0 allows and that no terminal obeys: an octet or character
// that is neither becomes U+FFFD. Line feed and tab stay.
std::string PlainText(std::string_view text);

// The same on one line: line feed and tab become a blank.
std::string PlainLine(std::string_view text);

// `text` as the content or a quoted attribute of XML or HTML.
std::string MarkupEscaped(std::string_view text);

// As one word of a POSIX shell.
std::string ShellWord(std::string_view text);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_PLAIN_TEXT_H_
