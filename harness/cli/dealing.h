// Which cases belong to which shard of a run. All shards are dealt from the same cases in the same
// order, so that together they are the whole and no two have a case in common.

#ifndef CLOSESPEC_HARNESS_CLI_DEALING_H_
#define CLOSESPEC_HARNESS_CLI_DEALING_H_

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/cli/shard_choice.h"
#include "suites/model/loader.h"

namespace closespec {

using Durations = std::map<std::string, std::chrono::microseconds>;  // by id of the case

// Of the run in `folder`; of a case that ran more than once, the longest. DocumentError: what is
// wrong with its results.json.
Durations DurationsOf(const std::filesystem::path& folder);

// Every N-th case.
std::vector<const Case*> DealtInTurn(const std::vector<const Case*>& cases, const Shard& shard);

// The longest first, each to the shard with the least to do so far: no two shards differ by more
// than the longest case. A case without a duration counts as long as the mean of the others.
std::vector<const Case*> DealtByDuration(const std::vector<const Case*>& cases, const Shard& shard,
                                         const Durations& durations);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_DEALING_H_
