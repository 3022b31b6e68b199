// The target that a kernel image is, in an emulated machine: like a shipped one, but for the image
// and for what is known of it.

#ifndef CLOSESPEC_HARNESS_TARGETS_KERNEL_TARGET_H_
#define CLOSESPEC_HARNESS_TARGETS_KERNEL_TARGET_H_

#include <filesystem>

#include "harness/targets/target.h"

namespace closespec {

// DocumentError when `image` is no kernel image for x86.
Target KernelTarget(const std::filesystem::path& image, const std::filesystem::path& shipped);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_KERNEL_TARGET_H_
