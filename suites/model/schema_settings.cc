#include "suites/model/schema_settings.h"

#include "suites/model/settings.h"

namespace closespec::schema {
namespace {

Json Number(std::int64_t maximum) {
  return {{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 0}, {"maximum", maximum}},
                                 Reference("parameter")})}};
}

Json ValueOf(SettingKind kind) {
  switch (kind) {
    case SettingKind::kDuration:
      return {{"type", "object"},
              {"properties",
               {{"seconds", Number(kLargestSetting / 1000)},
                {"milliseconds", Number(kLargestSetting)}}},
              {"minProperties", 1},
              {"maxProperties", 1},
              {"additionalProperties", false}};
    case SettingKind::kCount:
      return Number(kLargestSetting);
    case SettingKind::kSwitch:
      return {
          {"anyOf", Json::array({{{"enum", {true, false, "on", "off"}}}, Reference("parameter")})}};
  }
  return {};
}

}  // namespace

Json SettingsOfScenario() {
  Json properties;
  for (const SettingRow& row : SettingRows()) {
    properties[std::string(row.name)] = ValueOf(row.kind);
    properties[std::string(row.name)]["description"] = row.meaning;
  }
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"minProperties", 1},
          {"additionalProperties", false}};
}

}  // namespace closespec::schema
