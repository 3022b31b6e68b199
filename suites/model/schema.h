// JSON Schemas (draft-07) of scenarios and preambles for editors, made from the same tables that
// the loader reads by. suites/scenario.schema.json and suites/preamble.schema.json are what these
// give; write_schemas renews them.
//
// A schema cannot know names, clauses, parameters or other files; everything else that the loader
// refuses, it refuses too.

#ifndef CLOSESPEC_SUITES_MODEL_SCHEMA_H_
#define CLOSESPEC_SUITES_MODEL_SCHEMA_H_

#include <string>

namespace closespec {

std::string ScenarioSchema();
std::string PreambleSchema();

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SCHEMA_H_
