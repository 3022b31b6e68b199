// The bare floor of a case: a network namespace, two spawned processes, the exchange of
// floor_peer.c between them, nothing watched and nothing judged.

#ifndef CLOSESPEC_HARNESS_BENCH_FLOOR_H_
#define CLOSESPEC_HARNESS_BENCH_FLOOR_H_

#include <filesystem>

#include "peers/os/result.h"

namespace closespec {

// Moves the calling thread into the new namespace, as MakeSandbox() does.
Status RunFloor(const std::filesystem::path& floor_peer);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_BENCH_FLOOR_H_
