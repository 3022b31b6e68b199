// From the neutral names of settings to what they are called on a target's stack.

#ifndef CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_
#define CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/targets/target.h"
#include "suites/model/settings.h"

namespace closespec {

struct TargetSysctls {
  std::vector<std::pair<std::string, std::string>> sysctls;  // name and value
  // Why the settings cannot be had, of the first that cannot: "the target cannot set ecn".
  std::optional<std::string> lacks;
};

// How all this says it: "the target cannot set ecn", and behind it how.
std::string CannotSet(const std::string& name, const std::string& how);

TargetSysctls SysctlsFor(const Target& target, const Settings& settings);

// Makes the settings in the calling thread's network namespace, which must be one to throw away:
// kernels differ in what there is and which values they take. Gives why the first that cannot be
// made cannot.
std::optional<std::string> TryOut(const Target& target, const Settings& settings);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_
