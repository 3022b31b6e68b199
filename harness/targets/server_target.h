// A target that needs no file: "wire:192.0.2.10:7/echo", "wire:[fd00::10]:7/discard". All that is
// known of the stack is what listens there.

#ifndef CLOSESPEC_HARNESS_TARGETS_SERVER_TARGET_H_
#define CLOSESPEC_HARNESS_TARGETS_SERVER_TARGET_H_

#include <string>
#include <string_view>

#include "harness/targets/target.h"

namespace closespec {

bool NamesServer(std::string_view text);

// Without the device that leads there and the addresses on this side. DocumentError when it is
// malformed.
Target ServerTarget(const std::string& text);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_SERVER_TARGET_H_
