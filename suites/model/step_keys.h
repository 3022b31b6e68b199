// The keys that every step may have beside its actor.

#ifndef CLOSESPEC_SUITES_MODEL_STEP_KEYS_H_
#define CLOSESPEC_SUITES_MODEL_STEP_KEYS_H_

#include <array>
#include <string_view>

namespace closespec {

inline constexpr std::array<std::string_view, 7> kCommonKeys = {
    "why", "label", "after", "within", "record", "clause", "times"};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_STEP_KEYS_H_
