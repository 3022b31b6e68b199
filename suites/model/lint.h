// Warnings about scenarios that load but are weak: they cannot fail, or can fail for the wrong
// reason, or carry what nothing uses.

#ifndef CLOSESPEC_SUITES_MODEL_LINT_H_
#define CLOSESPEC_SUITES_MODEL_LINT_H_

#include <set>
#include <string>
#include <vector>

#include "suites/model/loader.h"

namespace closespec {

struct Warning {
  std::string file;
  int line = 0;
  std::string message;

  bool operator==(const Warning&) const = default;
};

// "suites/x/y.json:12: the label "sent" is not used".
std::string ToText(const Warning& warning);

// In the order of files and lines, each once. `followed`: every text that some shipped target
// follows ("posix", "seed" ...). Reads the scenarios' files again.
std::vector<Warning> Lint(const Suite& suite, const std::set<std::string>& followed);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_LINT_H_
