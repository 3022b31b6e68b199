// What a case needs that a target does not have, by the target's file alone.

#ifndef CLOSESPEC_HARNESS_TARGETS_TARGET_LACKS_H_
#define CLOSESPEC_HARNESS_TARGETS_TARGET_LACKS_H_

#include <optional>
#include <string>

#include "harness/targets/target.h"
#include "suites/model/scenario.h"

namespace closespec {

// Why, in words; nothing when it is all there.
std::optional<std::string> LackBehindInterface(const InterfaceLink& link, const Case& run);
std::optional<std::string> LackOfSockets(const Limits& limits, const Case& run);
// Any of these, or a setting that the target has no name for.
std::optional<std::string> LackOfTarget(const Target& target, const Case& run);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_TARGET_LACKS_H_
