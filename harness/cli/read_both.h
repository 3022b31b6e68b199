// Two recorded runs, read at the same time.

#ifndef CLOSESPEC_HARNESS_CLI_READ_BOTH_H_
#define CLOSESPEC_HARNESS_CLI_READ_BOTH_H_

#include <filesystem>
#include <utility>

#include "reports/diff/case_facts.h"

namespace closespec {

// Output folders. Reading is most of the work of a comparison, and there is a core for each.
std::pair<RunFacts, RunFacts> ReadBoth(const std::filesystem::path& first,
                                       const std::filesystem::path& second);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_READ_BOTH_H_
