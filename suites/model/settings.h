// Settings of a stack that scenarios may ask for, by names that belong to no stack; a target says
// what they are called there (docs/targets.md). Values are carried as text: milliseconds and counts
// in decimal, "on" and "off".
//
//   "settings": {"fin_wait_2_timeout": {"seconds": 2}, "orphan_retries": 3, "sack": false}

#ifndef CLOSESPEC_SUITES_MODEL_SETTINGS_H_
#define CLOSESPEC_SUITES_MODEL_SETTINGS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suites/model/reading.h"

namespace closespec {

enum class SettingKind { kDuration, kCount, kSwitch };

// "duration", "count", "switch".
std::string_view ToText(SettingKind kind);

struct SettingRow {
  std::string_view name;
  SettingKind kind = SettingKind::kCount;
  std::string_view meaning;
};

std::span<const SettingRow> SettingRows();
// Null when there is no such setting.
const SettingRow* FindSetting(std::string_view name);

// The same for a key of a document; DocumentError, with the nearest spelling, when there is none.
const SettingRow& RequireSetting(const Document& document, const Member& key);

// Name and value, sorted by name, so that equal settings compare equal.
using Settings = std::vector<std::pair<std::string, std::string>>;

// Reads the value of a scenario's key "settings".
Settings ReadSettings(const Reading& reading, const Node& object);

// Durations are at most so many milliseconds, counts at most so many.
inline constexpr std::int64_t kLargestSetting = (std::int64_t{1} << 31U) - 1;

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SETTINGS_H_
