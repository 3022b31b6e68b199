// From the neutral names of settings to what they are called on a target's stack.

#ifndef CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_
#define CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_

#include <optional>
#include <set>
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

// `writable`: as WritableSysctls() gave it, in a sandbox of this run.
TargetSysctls SysctlsFor(const Target& target, const Settings& settings,
                         const std::set<std::string>& writable);

// Of the sysctls that the target's settings are mapped to, those that the calling thread's network
// namespace has and lets us change: kernels differ in which there are. They keep their values, but
// are written, so the namespace must be one of ours.
std::set<std::string> WritableSysctls(const Target& target);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_TARGET_SETTINGS_H_
