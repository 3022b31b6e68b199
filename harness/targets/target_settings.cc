#include "harness/targets/target_settings.h"

#include <charconv>
#include <cstdint>

#include "peers/os/sysctl.h"

namespace closespec {
namespace {

// Nothing when the unit is too coarse.
std::optional<std::string> InUnit(const std::string& milliseconds, DurationUnit unit) {
  std::int64_t value = 0;
  std::from_chars(milliseconds.data(), milliseconds.data() + milliseconds.size(), value);
  switch (unit) {
    case DurationUnit::kSeconds:
      if (value % 1000 != 0) return std::nullopt;
      return std::to_string(value / 1000);
    case DurationUnit::kMilliseconds:
      return milliseconds;
    case DurationUnit::kMicroseconds:
      return std::to_string(value * 1000);
  }
  return std::nullopt;
}

std::optional<std::string> ValueFor(const SettingMapping& mapping, SettingKind kind,
                                    const std::string& value) {
  switch (kind) {
    case SettingKind::kDuration:
      return InUnit(value, mapping.unit);
    case SettingKind::kSwitch:
      return value == "on" ? mapping.on : mapping.off;
    case SettingKind::kCount:
      return value;
  }
  return std::nullopt;
}

std::string Written(const SettingMapping& mapping, const std::string& value) {
  std::string text = mapping.text;
  for (std::size_t at = 0; (at = text.find(kValuePlace, at)) != std::string::npos;) {
    text.replace(at, kValuePlace.size(), value);
    at += value.size();
  }
  return text;
}

}  // namespace

std::string CannotSet(const std::string& name, const std::string& how) {
  std::string why = "the target cannot set " + name;
  why += how;
  return why;
}

TargetSysctls SysctlsFor(const Target& target, const Settings& settings) {
  TargetSysctls result;
  for (const auto& [name, value] : settings) {
    const SettingRow* const row = FindSetting(name);
    const auto mapped = target.settings.find(name);
    if (row == nullptr || mapped == target.settings.end()) return {{}, CannotSet(name, "")};
    const auto in_its_words = ValueFor(mapped->second, row->kind, value);
    if (!in_its_words) return {{}, CannotSet(name, " to " + value + " ms")};
    result.sysctls.emplace_back(mapped->second.sysctl, Written(mapped->second, *in_its_words));
  }
  return result;
}

std::optional<std::string> TryOut(const Target& target, const Settings& settings) {
  for (const auto& setting : settings) {
    const TargetSysctls made = SysctlsFor(target, {setting});
    if (made.lacks) return made.lacks;
    for (const auto& [sysctl, value] : made.sysctls) {
      if (const Status written = WriteSysctl(sysctl, value); !written) {
        return CannotSet(setting.first, " to " + setting.second + ": " + written.trouble().what);
      }
    }
  }
  return std::nullopt;
}

}  // namespace closespec
