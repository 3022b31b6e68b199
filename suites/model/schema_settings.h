// The schema of a scenario's settings; part of schema.h's.

#ifndef CLOSESPEC_SUITES_MODEL_SCHEMA_SETTINGS_H_
#define CLOSESPEC_SUITES_MODEL_SCHEMA_SETTINGS_H_

#include "suites/model/schema_values.h"

namespace closespec::schema {

Json SettingsOfScenario();

}  // namespace closespec::schema

#endif  // CLOSESPEC_SUITES_MODEL_SCHEMA_SETTINGS_H_
