#include "reports/html/document.h"

#include <ostream>

#include "reports/html/base64.h"
#include "reports/html/page.h"
#include "reports/html/script_json.h"
#include "reports/results/plain_text.h"

namespace closespec {

void BeginDocument(std::ostream& out, std::string_view title, std::string_view style,
                   std::string_view script) {
  const std::string look = std::string(PageLook()) + std::string(style);
  out << PageHead()
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
  if (!script.empty()) out << "script-src '" << PolicyHash(script) << "'; ";
  out << "style-src '" << PolicyHash(look)
      << "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'\"/>\n<title>"
      << title << "</title>\n<style>" << look << "</style>\n</head>\n";
}

std::string PageText(std::string_view text) { return MarkupEscaped(PlainLine(Visible(text))); }

}  // namespace closespec
