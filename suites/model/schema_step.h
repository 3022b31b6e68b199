// The schema of one step; a part of schema.h's.

#ifndef CLOSESPEC_SUITES_MODEL_SCHEMA_STEP_H_
#define CLOSESPEC_SUITES_MODEL_SCHEMA_STEP_H_

#include "suites/model/schema_values.h"

namespace closespec::schema {

Json Step();

}  // namespace closespec::schema

#endif  // CLOSESPEC_SUITES_MODEL_SCHEMA_STEP_H_
