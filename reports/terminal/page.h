// Writes wrapped paragraphs, quotations and commands within the width of a look.

#ifndef CLOSESPEC_REPORTS_TERMINAL_PAGE_H_
#define CLOSESPEC_REPORTS_TERMINAL_PAGE_H_

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "reports/terminal/look.h"

namespace closespec {

// The stream and the look must live as long as this.
class Page {
 public:
  Page(std::ostream& out, const Look& look) : out_(out), look_(look) {}

  // Wraps behind `lead`; further lines hang below the text.
  void Put(std::string_view lead, Ink lead_ink, std::string_view text, Ink ink = Ink::kPlain);
  // Each line of the words behind a bar.
  void Quote(std::string_view text);
  // A command that can be copied: no word of it is broken.
  void Command(std::string_view lead, const std::vector<std::string>& words);
  void Blank();

 private:
  std::ostream& out_;
  const Look& look_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_PAGE_H_
