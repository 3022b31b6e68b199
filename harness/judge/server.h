// Whether the server on the SUT's port did what a server of its role does: if it did something of
// its own accord, nobody can tell whether that or the stack is what broke a check.

#ifndef CLOSESPEC_HARNESS_JUDGE_SERVER_H_
#define CLOSESPEC_HARNESS_JUDGE_SERVER_H_

#include <optional>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"

namespace closespec {

// Of a case with a server.
std::optional<Doubt> DoubtServer(const Evidence& evidence);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_SERVER_H_
