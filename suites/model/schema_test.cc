#include "suites/model/schema.h"

#include <gtest/gtest.h>

#include "suites/model/document.h"

namespace closespec {
namespace {

constexpr const char* kHint = "the action table has changed: run write_schemas suites";

std::string Shipped(const std::string& name) {
  return ReadFile(std::string(CLOSESPEC_SOURCE_DIR) + "/suites/" + name, name);
}

TEST(SchemaTest, ShippedSchemasAreThoseOfTheTables) {
  EXPECT_TRUE(Shipped("scenario.schema.json") == ScenarioSchema()) << kHint;
  EXPECT_TRUE(Shipped("preamble.schema.json") == PreambleSchema()) << kHint;
}

}  // namespace
}  // namespace closespec
