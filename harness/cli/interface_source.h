// Sandboxes of cases whose SUT is behind a network interface of this machine.

#ifndef CLOSESPEC_HARNESS_CLI_INTERFACE_SOURCE_H_
#define CLOSESPEC_HARNESS_CLI_INTERFACE_SOURCE_H_

#include "harness/schedule/pass.h"
#include "harness/targets/target.h"

namespace closespec {

// `sut` has a link of kind interface. In the namespace of the calling thread, which needs the right
// to open packet sockets there: without it that is the obstacle.
SandboxSource InterfaceSourceOf(const Target& sut, const Target& peer);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_INTERFACE_SOURCE_H_
