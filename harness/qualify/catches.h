// Who caught which fault the last time: a proof that begins with that is soon done. What is caught
// so again needs no other confirmation.

#ifndef CLOSESPEC_HARNESS_QUALIFY_CATCHES_H_
#define CLOSESPEC_HARNESS_QUALIFY_CATCHES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "harness/qualify/proof.h"
#include "peers/os/result.h"

namespace closespec {

struct KnownCatch {
  std::string fault;
  std::string case_id;

  auto operator<=>(const KnownCatch&) const = default;
};

// A catch for each fault and each scenario that has one, no more than it takes; sorted.
std::vector<KnownCatch> CatchesOf(const Proof& proof);

// A fault and a case on each line, with a space between; nothing where there is no such file.
// Throws a DocumentError at a line of another kind.
std::vector<KnownCatch> ReadCatches(const std::filesystem::path& file);
Status WriteCatches(const std::filesystem::path& file, const std::vector<KnownCatch>& catches);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_CATCHES_H_
