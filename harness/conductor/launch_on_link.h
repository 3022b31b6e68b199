// What a peer process is told of the link that its stack is on, beyond what it can see for itself
// (docs/targets.md).

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_LAUNCH_ON_LINK_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_LAUNCH_ON_LINK_H_

#include "harness/conductor/launcher.h"
#include "harness/sandbox/sandbox.h"

namespace closespec {

// `plan` as it stands on loopback, where nothing need be told.
LaunchPlan OnLink(LaunchPlan plan, const Sandbox& sandbox, Actor side);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_LAUNCH_ON_LINK_H_
