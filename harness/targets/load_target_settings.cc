#include "harness/targets/load_target_settings.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "suites/model/reading.h"
#include "suites/model/settings.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

using Keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> kCountKeys = {"sysctl", "text"};
constexpr std::array<std::string_view, 3> kDurationKeys = {"sysctl", "text", "unit"};
constexpr std::array<std::string_view, 4> kSwitchKeys = {"sysctl", "text", "on", "off"};
constexpr std::array<std::string_view, 3> kUnits = {"seconds", "milliseconds", "microseconds"};

Keys KeysOf(SettingKind kind) {
  if (kind == SettingKind::kDuration) return kDurationKeys;
  if (kind == SettingKind::kSwitch) return kSwitchKeys;
  return kCountKeys;
}

// Settings outside of net belong to the whole machine, and no namespace keeps them apart.
bool IsOfNamespace(const std::string& sysctl) {
  return sysctl.starts_with("net.") && sysctl.find("..") == std::string::npos &&
         sysctl.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos;
}

SettingMapping ReadMapping(const Reading& reading, const SettingRow& row, const Node& node) {
  const Document& document = reading.document;
  const std::string what = "a " + std::string(ToText(row.kind));
  RequireObject(document, node);
  AllowKeys(document, node, KeysOf(row.kind), what);
  SettingMapping mapping;
  const Node& sysctl = Require(document, node, "sysctl", what);
  mapping.sysctl = ReadText(reading, sysctl);
  if (!IsOfNamespace(mapping.sysctl)) {
    document.Fail(sysctl, "must be the dotted name of a sysctl that begins with net.");
  }
  if (row.kind == SettingKind::kDuration) {
    const std::string unit =
        ReadWord(reading, Require(document, node, "unit", what), kUnits, "unit");
    mapping.unit = unit == kUnits[0]   ? DurationUnit::kSeconds
                   : unit == kUnits[1] ? DurationUnit::kMilliseconds
                                       : DurationUnit::kMicroseconds;
  }
  if (const Node* on = node.Find("on")) mapping.on = ReadText(reading, *on);
  if (const Node* off = node.Find("off")) mapping.off = ReadText(reading, *off);
  if (const Node* text = node.Find("text")) {
    mapping.text = ReadText(reading, *text);
    if (mapping.text.find(kValuePlace) == std::string::npos) {
      document.Fail(*text, "has no {value}");
    }
  }
  return mapping;
}

}  // namespace

std::map<std::string, SettingMapping> ReadTargetSettings(const Document& document,
                                                         const Node& node) {
  RequireObject(document, node);
  const Bindings none;
  std::map<std::string, SettingMapping> settings;
  for (const Member& member : node.members) {
    const SettingRow& row = RequireSetting(document, member);
    settings[member.key] = ReadMapping({document, none}, row, member.value);
  }
  return settings;
}

}  // namespace closespec
