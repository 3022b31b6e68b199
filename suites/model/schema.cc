#include "suites/model/schema.h"

#include "suites/model/actions.h"
#include "suites/model/schema_settings.h"
#include "suites/model/schema_step.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

using schema::Json;
using schema::OneOf;
using schema::Reference;

Json Allowances(std::span<const std::string_view> what) {
  return {{"type", "array"},
          {"minItems", 1},
          {"items",
           {{"type", "object"},
            {"properties", {{"what", OneOf(what)}, {"clause", Reference("clause")}}},
            {"required", {"what", "clause"}},
            {"additionalProperties", false}}}};
}

Json ValuesOf(Json item) {
  return {{"type", "array"}, {"items", std::move(item)}, {"minItems", 1}, {"uniqueItems", true}};
}

Json Parameters() {
  const Json value = {
      {"anyOf",
       {{{"type", "integer"}}, {{"type", "string"}, {"pattern", "^[A-Za-z0-9_.:+|-]+$"}}}}};
  return {{"type", "object"},
          {"properties",
           {{"family", ValuesOf(OneOf(kFamilies))},
            {"opener", ValuesOf(OneOf(kOpeners))},
            {"numbers", ValuesOf(OneOf(kNumbers))}}},
          {"propertyNames", {{"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}, {"maxLength", kLongestName}}},
          {"additionalProperties", ValuesOf(value)}};
}

Json Steps() { return {{"type", "array"}, {"items", Reference("step")}, {"minItems", 1}}; }

// Down to `depth` one child a line, below that one line: good to compare, and half as long.
std::string Lines(const Json& json, int depth, const std::string& margin) {
  if (depth == 0 || !json.is_structured() || json.empty()) return json.dump();
  std::string text;
  for (const auto& [key, value] : json.items()) {
    text += text.empty() ? "\n" : ",\n";
    text += margin + " ";
    if (json.is_object()) text += Json(key).dump() + ": ";
    text += Lines(value, depth - 1, margin + " ");
  }
  return (json.is_object() ? "{" : "[") + text + "\n" + margin + (json.is_object() ? "}" : "]");
}

std::string Top(std::string_view title, Json properties, std::vector<std::string_view> required) {
  Json definitions = schema::Definitions();
  definitions["step"] = schema::Step();
  // So that editors and people can find the schema from the file.
  properties["$schema"] = {{"type", "string"}};
  const Json top = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                    {"title", title},
                    {"type", "object"},
                    {"properties", std::move(properties)},
                    {"required", std::move(required)},
                    {"additionalProperties", false},
                    {"definitions", std::move(definitions)}};
  constexpr int kDepth = 4;  // to the rules of single actions
  return Lines(top, kDepth, "") + "\n";
}

}  // namespace

std::string ScenarioSchema() {
  return Top("A scenario of closespec",
             {{"title", Reference("prose")},
              {"purpose", Reference("prose")},
              {"requirements", Reference("clauses")},
              {"priority", OneOf(kPriorities)},
              {"parameters", Parameters()},
              {"wire_peer", Reference("wire_peer")},
              {"settings", schema::SettingsOfScenario()},
              {"preamble", {{"type", "string"}, {"minLength", 1}}},
              {"needs", Reference("needs")},
              {"leaves", Allowances(States())},
              {"waive", Allowances(kInvariants)},
              {"real_time_seconds",
               {{"type", "integer"}, {"minimum", 0}, {"maximum", kLongestRealTimeSeconds}}},
              {"steps", Steps()}},
             {"title", "purpose", "requirements", "steps"});
}

std::string PreambleSchema() {
  return Top("A preamble of closespec",
             {{"title", Reference("prose")},
              {"purpose", Reference("prose")},
              {"preamble", {{"type", "string"}, {"minLength", 1}}},
              {"wire_peer", Reference("wire_peer")},
              {"needs", Reference("needs")},
              {"requirements", Reference("clauses")},
              {"steps", Steps()}},
             {"title", "purpose", "steps"});
}

}  // namespace closespec
