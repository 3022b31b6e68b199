// What the SUT had put on one connection before an entry of the journal, as far as the other peer's
// calls depend on it.

#ifndef CLOSESPEC_HARNESS_JUDGE_SUT_OUTPUT_H_
#define CLOSESPEC_HARNESS_JUDGE_SUT_OUTPUT_H_

#include <cstddef>
#include <cstdint>

#include "harness/judge/connections.h"

namespace closespec {

struct SutOutput {
  bool reset = false;        // that the peer has to accept
  bool wrong_reset = false;  // with a number that the peer has to ignore
  bool fin = false;
  bool fin_before_reset = false;
  bool fin_acknowledged = false;  // the peer's FIN, by the SUT
  std::uint64_t octets = 0;       // the stream's, up to the highest that was sent
};

SutOutput OutputBefore(const Connection& connection, std::size_t entry);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_SUT_OUTPUT_H_
