// Reads the key "settings" of a target file; part of LoadTarget().

#ifndef CLOSESPEC_HARNESS_TARGETS_LOAD_TARGET_SETTINGS_H_
#define CLOSESPEC_HARNESS_TARGETS_LOAD_TARGET_SETTINGS_H_

#include <map>
#include <string>

#include "harness/targets/target.h"
#include "suites/model/document.h"

namespace closespec {

std::map<std::string, SettingMapping> ReadTargetSettings(const Document& document,
                                                         const Node& node);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_TARGETS_LOAD_TARGET_SETTINGS_H_
