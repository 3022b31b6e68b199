// Which of the shards of a run this one is: as the command line says, or the scheduler that starts
// the shards and tells each by its environment (docs/sharding.md).

#ifndef CLOSESPEC_HARNESS_CLI_SHARD_CHOICE_H_
#define CLOSESPEC_HARNESS_CLI_SHARD_CHOICE_H_

#include <functional>
#include <string>

namespace closespec {

struct Shard {
  int index = 1;  // from 1 to `count`
  int count = 1;

  bool operator==(const Shard&) const = default;
};

// As std::getenv: null where there is no such variable.
using Environment = std::function<const char*(const char* name)>;

// `text` is "I/N" with 1 <= I <= N, "environment", or "environment/N" where N is what the scheduler
// must agree with, or does not tell. Touches the file by which Bazel and GoogleTest ask whether
// shards are known here. DocumentError: another text; the variables of no scheduler, or of two that
// do not say the same; variables that make no sense.
Shard ChooseShard(const std::string& text, const Environment& environment);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_SHARD_CHOICE_H_
