#include "suites/model/requirement.h"

namespace closespec {

std::string_view ToText(Level level) {
  switch (level) {
    case Level::kMust:
      return "MUST";
    case Level::kShould:
      return "SHOULD";
    case Level::kMay:
      return "MAY";
    case Level::kRecord:
      return "record";
  }
  return "";
}

std::string Citation(const Requirement& requirement) {
  std::string text = requirement.source;
  for (const std::string* part : {&requirement.section, &requirement.label}) {
    if (!part->empty()) text += " " + *part;
  }
  return text;
}

}  // namespace closespec
