#include "reports/terminal/page.h"

#include <ostream>

#include "reports/terminal/layout.h"

namespace closespec {

void Page::Put(std::string_view lead, Ink lead_ink, std::string_view text, Ink ink) {
  const std::size_t width = static_cast<std::size_t>(look_.columns) - Width(lead);
  bool first = true;
  for (const std::string& each : Wrap(Clean(look_, text), width)) {
    out_ << (first ? Paint(look_, lead_ink, lead) : std::string(Width(lead), ' '))
         << Paint(look_, ink, each) << "\n";
    first = false;
  }
}

void Page::Quote(std::string_view text) {
  const std::string lead = "    " + std::string(GlyphsOf(look_).quote) + " ";
  for (const std::string& each :
       Wrap(Clean(look_, text), static_cast<std::size_t>(look_.columns) - Width(lead))) {
    out_ << Paint(look_, Ink::kAccent, lead) << each << "\n";
  }
}

void Page::Command(std::string_view lead, const std::vector<std::string>& words) {
  out_ << Paint(look_, Ink::kFaint, lead);
  std::size_t used = Width(lead);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = Clean(look_, words[i]);
    if (i > 0 && used + 1 + Width(word) + 2 > static_cast<std::size_t>(look_.columns)) {
      out_ << " \\\n    " << word;
      used = 4 + Width(word);
    } else {
      out_ << (i > 0 ? " " : "") << word;
      used += (i > 0 ? 1 : 0) + Width(word);
    }
  }
  out_ << "\n";
}

void Page::Blank() { out_ << "\n"; }

}  // namespace closespec
