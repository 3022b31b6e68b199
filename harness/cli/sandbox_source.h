// Which sandboxes the cases of this run get.

#ifndef CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_
#define CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_

#include "harness/sandbox/jail.h"
#include "harness/schedule/pass.h"

namespace closespec {

SandboxSource SandboxSourceOf(const Jail& jail);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_SANDBOX_SOURCE_H_
