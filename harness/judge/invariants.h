// What holds in every case whatever its scenario is about. Each has a name, a clause for each way
// of breaking it, and may be waived by the scenario.

#ifndef CLOSESPEC_HARNESS_JUDGE_INVARIANTS_H_
#define CLOSESPEC_HARNESS_JUDGE_INVARIANTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"

namespace closespec {

// One invariant in one case: met, or the first breach.
struct Breach {
  Finding finding;
  std::string clause;
  Level level = Level::kMust;  // where the case does not resolve the clause
  std::string unjudged;        // why it could not be looked at; empty: it was
};

// RFC 9293 3.6: what a send accepted before a graceful end is read by the other side in order, or
// the loss is signalled; never doubled or altered.
Breach JudgeByteLedger(const Evidence& evidence);
// Segments that answer each other without a cause, looked at up to the entry `end`.
Breach JudgeNoWar(const Evidence& evidence, std::size_t end);
// Sockets that outlive the epilogue.
Breach JudgeNothingLeft(const Evidence& evidence);
// Flags and numbers of each segment fit the state of its sender, looked at up to the entry `end`.
Breach JudgeWellFormed(const Evidence& evidence, std::size_t end);

// The SUT's kernel caught itself in no mistake.
Breach JudgeQuiet(const Evidence& evidence);

// All of them, in the order above. `broke_off` is the entry at which the scenario stopped making
// sense, or the end of the journal: then only what the wire shows until there is judged.
std::vector<CheckResult> JudgeInvariants(const Evidence& evidence, std::size_t broke_off);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_INVARIANTS_H_
