// Which sandboxes the cases of a run get: decided before it, because it depends on where both
// stacks are, what this machine allows, what the target can set, and what its kernel has.

#ifndef CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_
#define CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_

#include <vector>

#include "harness/sandbox/jail.h"
#include "harness/schedule/pass.h"
#include "harness/targets/target.h"

namespace closespec {

// For these cases and no others.
SandboxSource SandboxSourceOf(const Jail& jail, const Target& sut, const Target& peer,
                              const std::vector<const Case*>& cases);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_
