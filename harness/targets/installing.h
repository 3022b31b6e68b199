// What a stack needs on this machine besides closespec: asked for before a run, installed on demand
// by the target's own command.

#ifndef CLOSESPEC_HARNESS_TARGETS_INSTALLING_H_
#define CLOSESPEC_HARNESS_TARGETS_INSTALLING_H_

#include <optional>
#include <string>

#include "harness/conductor/launcher.h"

namespace closespec {

// What a user is told to call.
inline std::string InstallCommand(const std::string& target) {
  return "closespec targets install " + target;
}

// Both take what InstallPlanFor() gives.

// The line in which the command says what is missing; nothing when all is there.
std::optional<std::string> WhatIsMissing(const LaunchPlan& install);

// True when all was installed. Output of the command goes where ours goes.
bool Install(const LaunchPlan& install);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_INSTALLING_H_
