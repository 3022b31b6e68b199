// Octets as base64 (RFC 4648, section 4), for captures inside the page and for the hashes that name
// its script and style.

#ifndef CLOSESPEC_REPORTS_HTML_BASE64_H_
#define CLOSESPEC_REPORTS_HTML_BASE64_H_

#include <string>
#include <string_view>

namespace closespec {

std::string Base64(std::string_view octets);

// "sha256-" and the digest, as a content security policy writes it.
std::string PolicyHash(std::string_view text);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_BASE64_H_
