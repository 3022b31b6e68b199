// The calls that moved octets over one connection, whoever made them, in the order in which they
// began.

#ifndef CLOSESPEC_HARNESS_JUDGE_TRANSFERS_H_
#define CLOSESPEC_HARNESS_JUDGE_TRANSFERS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/judge/evidence.h"

namespace closespec {

struct Transfer {
  const CallSpan* call = nullptr;
  Actor actor = Actor::kSut;
  bool sends = false;
  std::uint64_t octets = 0;   // surely accepted, or read and gone from the queue
  std::uint64_t at_most = 0;  // more than `octets` where the call did not say
  bool peeked = false;
  bool urgent = false;  // out of band: outside the ledger
  bool intact = true;
  bool in_child = false;       // made in a forked process, which counts positions for itself
  bool end_of_stream = false;  // the peer's end was told, not this side's own shutdown
};

std::vector<Transfer> TransfersOf(const Evidence& evidence, std::size_t connection);

// No call moved octets on a socket whose connection nobody named.
bool AllTransfersAreKnown(const Evidence& evidence);

// Octets that the side has read from the connection by calls that ended before the entry.
std::uint64_t OctetsRead(const std::vector<Transfer>& transfers, Actor actor, std::size_t entry);

// The argument of a call as text; empty when it is not there.
std::string_view ArgumentOf(const CallBegan& call, std::string_view name);
std::uint64_t CountArgument(const CallBegan& call, std::string_view name, std::uint64_t otherwise);
bool HasFlag(const CallBegan& call, std::string_view flag);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TRANSFERS_H_
