// JSON that may stand in a script element of a page, whatever its strings hold: no octet of it is
// outside ASCII, it has no '<', and what a reader could not see, or be misled by, is spelt out.

#ifndef CLOSESPEC_REPORTS_HTML_SCRIPT_JSON_H_
#define CLOSESPEC_REPORTS_HTML_SCRIPT_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace closespec {

// UTF-8. Control characters but for line feed, marks of direction and characters without width as
// "<U+202E>" in angle brackets U+27E8 and U+27E9; octets that are no UTF-8 as "\xFF".
std::string Visible(std::string_view text);

// On one line; every string of `value`, names included, made Visible.
std::string ScriptJson(nlohmann::json value);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_SCRIPT_JSON_H_
