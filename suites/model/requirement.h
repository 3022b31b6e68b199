// The clauses that scenarios cite, from suites/requirements.json, and how each binds.

#ifndef CLOSESPEC_SUITES_MODEL_REQUIREMENT_H_
#define CLOSESPEC_SUITES_MODEL_REQUIREMENT_H_

#include <map>
#include <string>
#include <string_view>

namespace closespec {

// kRecord: a clause of a text that the target does not follow, or a check that judges nothing.
enum class Level { kMust, kShould, kMay, kRecord };
std::string_view ToText(Level level);

struct Requirement {
  std::string id;       // "rfc9293-3.6-p4"
  std::string source;   // "RFC 9293"
  std::string section;  // "3.6"
  std::string label;    // "MUST-12", may be empty
  Level level = Level::kMust;
  std::string text;
  std::string applies_to;  // "any", "posix", "winsock", "linux", "freebsd", "seed"
  std::string binds;       // "stack", "application", "context"
  std::string note;
  // Of a clause that no check cites, at most one of these:
  std::string restates;      // the clause that says the same; its checks count
  std::string unobservable;  // why nobody outside the stack can tell
  std::string unchecked;     // why there is no check although one could be
  int line = 0;              // in the file

  bool operator==(const Requirement&) const = default;
};

using Requirements = std::map<std::string, Requirement, std::less<>>;

// "RFC 9293 3.6 MUST-12".
std::string Citation(const Requirement& requirement);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_REQUIREMENT_H_
