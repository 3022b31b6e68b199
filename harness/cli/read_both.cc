#include "harness/cli/read_both.h"

#include <future>

namespace closespec {

std::pair<RunFacts, RunFacts> ReadBoth(const std::filesystem::path& first,
                                       const std::filesystem::path& second) {
  auto reading = std::async(std::launch::async, [&first] { return ReadRunFacts(first); });
  RunFacts other = ReadRunFacts(second);
  return {reading.get(), std::move(other)};
}

}  // namespace closespec
