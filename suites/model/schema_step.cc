#include "suites/model/schema_step.h"

#include <algorithm>

#include "suites/model/actions.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec::schema {
namespace {

using Names = std::vector<std::string_view>;

Names OptionNames(bool settable) {
  Names names;
  for (const OptionRow& row : Options()) {
    if (!settable || row.name != "SO_ERROR") names.push_back(row.name);
  }
  return names;
}

constexpr std::array<std::string_view, 1> kWireActor = {"wire"};

Json Has(std::string_view key) { return {{"required", {key}}}; }

// The keys that a step of this action may have, and must.
Json Keys(Names may, const Names& must, std::span<const std::string_view> actors) {
  may.insert(may.end(), kCommonStepKeys.begin(), kCommonStepKeys.end());
  may.insert(may.end(), actors.begin(), actors.end());
  may.insert(may.end(), must.begin(), must.end());
  Json rule = {{"propertyNames", {{"enum", may}}}};
  if (!must.empty()) rule["required"] = must;
  return rule;
}

// `rule` holds for steps of the action, whoever of `actors` does it.
Json WhenDone(std::string_view action, std::span<const std::string_view> actors, Json rule) {
  Json who = Json::array();
  for (const std::string_view actor : actors) {
    who.push_back({{"required", {actor}}, {"properties", {{actor, {{"const", action}}}}}});
  }
  return {{"if", {{"anyOf", std::move(who)}}}, {"then", std::move(rule)}};
}

// A call is a check by its `expect`.
Json JudgedByExpect(Json rule) {
  rule["dependencies"] = {{"clause", {"expect"}},
                          {"within", {{"anyOf", {Has("expect"), Has("record")}}}},
                          {"record", {{"properties", {{"expect", false}}}}}};
  return rule;
}

Json SetOptionRules() {
  Json rules = Json::array();
  for (const OptionRow& option : Options()) {
    const Names fields = Words(option.fields);
    Json others = Json::object();
    for (const std::string_view field : {"onoff", "seconds", "milliseconds", "value"}) {
      if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
        others[std::string(field)] = false;
      }
    }
    rules.push_back({{"if", {{"properties", {{"option", {{"const", option.name}}}}}}},
                     {"then", {{"required", fields}, {"properties", std::move(others)}}}});
  }
  return rules;
}

Json GetOptionRules() {
  Json rules = Json::array();
  for (const OptionRow& option : Options()) {
    const Names facts = Words(option.fields);
    rules.push_back({{"if", {{"properties", {{"option", {{"const", option.name}}}}}}},
                     {"then", {{"properties", {{"expect", ExpectationOf(facts)}}}}}});
  }
  return rules;
}

Json RuleOf(const ActionRow& row) {
  Names may = {"in", "in_background", "expect"};
  Names must;
  if (row.on_socket) may.emplace_back("on");
  if (row.makes != Makes::kNothing) must.emplace_back("as");
  Json values = {{"expect", ExpectationOf(Words(row.facts))}};
  for (const ArgumentRow& argument : row.arguments) {
    (argument.required ? must : may).push_back(argument.name);
    const Names allowed =
        argument.name == "option" ? OptionNames(row.name == "setsockopt") : Words(argument.allowed);
    values[std::string(argument.name)] = Argument(argument, allowed);
  }
  Json rule = JudgedByExpect(Keys(std::move(may), must, kSocketActors));
  rule["properties"] = std::move(values);
  if (row.name == "setsockopt") rule["allOf"] = SetOptionRules();
  if (row.name == "getsockopt") rule["allOf"] = GetOptionRules();
  return rule;
}

Json ConductedRules() {
  const Json state = Reference("state");
  Json finish = JudgedByExpect(Keys({"expect"}, {"call"}, kSocketActors));
  finish["properties"] = {{"expect", ExpectationOf(FactsOfAll())}};
  Json blocked = Keys({"milliseconds"}, {"call"}, kSocketActors);
  blocked["dependencies"] = {{"record", {{"properties", {{"clause", false}}}}}};
  blocked["properties"] = {{"milliseconds", {{"not", {{"const", 0}}}}}};
  Json wait = Keys({"on", "if_able"}, {"state"}, kSocketActors);
  wait["properties"] = {
      {"state", {{"anyOf", {state, {{"type", "array"}, {"items", state}, {"minItems", 1}}}}}},
      {"if_able", {{"type", "boolean"}}},
      {"clause", false}};
  wait["dependencies"] = {{"within", {"record"}}};
  Json read = JudgedByExpect(Keys({"on", "if_able", "expect"}, {}, kSocketActors));
  read["properties"] = {{"if_able", {{"type", "boolean"}}},
                        {"expect", ExpectationOf(Names{"state"})}};
  return Json::array({WhenDone("finish", kSocketActors, std::move(finish)),
                      WhenDone("still_blocked", kSocketActors, std::move(blocked)),
                      WhenDone("wait_state", kSocketActors, std::move(wait)),
                      WhenDone("state", kSocketActors, std::move(read))});
}

// A step that only prepares: it has no clause.
Json Preparing(Json rule) {
  rule["properties"]["clause"] = false;
  rule["properties"]["record"] = false;
  rule["properties"]["within"] = false;
  return rule;
}

Json SendRule() {
  Names keys(kSegmentKeys.begin(), kSegmentKeys.end());
  keys.insert(keys.end(), {"on", "segments"});
  Json rule = Keys(std::move(keys), {}, kWireActor);
  for (const std::string_view key : kSegmentKeys) {
    rule["properties"][std::string(key)] = {
        {"$ref", "#/definitions/segment/properties/" + std::string(key)}};
  }
  rule["properties"]["segments"] = {{"type", "array"},
                                    {"items", Reference("segment")},
                                    {"minItems", 2},
                                    {"maxItems", kMostSegments}};
  Json alone = Has("segments");
  for (const std::string_view key : kSegmentKeys) alone["properties"][std::string(key)] = false;
  rule["oneOf"] = {std::move(alone),
                   {{"required", {"flags"}}, {"properties", {{"segments", false}}}}};
  return Preparing(std::move(rule));
}

Json IcmpRule() {
  Json rule = Keys({"on", "quotes", "mtu"}, {"error"}, kWireActor);
  rule["properties"] = {{"error", OneOfOrParameter(kIcmpErrors)},
                        {"quotes", Reference("sequence")},
                        {"mtu", Reference("word")}};
  return Preparing(std::move(rule));
}

Json WitnessRule() {
  return {{"propertyNames", {{"enum", kWitnessKeys}}},
          {"required", {"state"}},
          {"properties", {{"state", Reference("state")}}}};
}

Json WireRules() {
  Json pattern;
  for (const std::string_view key : kPatternKeys) {
    pattern[std::string(key)] = {{"$ref", "#/definitions/pattern/properties/" + std::string(key)}};
  }
  const Names keys(kPatternKeys.begin(), kPatternKeys.end());
  Json some_key = Json::array();
  for (const std::string_view key : keys) some_key.push_back(Has(key));
  const Json says_something = {{"anyOf", some_key}};

  Names keys_or_any = keys;
  keys_or_any.insert(keys_or_any.end(), {"on", "any"});
  Names keys_only = keys;
  keys_only.emplace_back("on");
  Json await = Keys(keys_or_any, {}, kWireActor);
  await["properties"] = pattern;
  await["properties"]["any"] = {
      {"type", "array"}, {"items", Reference("pattern")}, {"minItems", 2}};
  await["oneOf"] = {Has("any"), says_something};
  const Json record_or_clause = {{"record", {{"properties", {{"clause", false}}}}}};

  Json sends = await;
  sends["dependencies"] = record_or_clause;
  Json gets = await;
  gets["properties"]["clause"] = false;
  gets["dependencies"] = {{"within", {"record"}}};
  Json never = Keys(keys_only, {}, kWireActor);
  never["properties"] = pattern;
  never["dependencies"] = record_or_clause;
  never["anyOf"] = some_key;
  Json silence = Keys({"on", "milliseconds", "again"}, {}, kWireActor);
  silence["properties"] = {{"milliseconds", {{"not", {{"const", 0}}}}},
                           {"again", {{"type", "boolean"}}}};
  silence["dependencies"] = record_or_clause;
  return Json::array({WhenDone("sut_sends", kWireActor, std::move(sends)),
                      WhenDone("sut_gets", kWireActor, std::move(gets)),
                      WhenDone("never", kWireActor, std::move(never)),
                      WhenDone("silence", kWireActor, std::move(silence)),
                      WhenDone("send", kWireActor, SendRule()),
                      WhenDone("icmp", kWireActor, IcmpRule()),
                      WhenDone("witness", kWireActor, WitnessRule())});
}

// What holds of every step.
Json CommonProperties() {
  Names socket_actions(kConductedActions.begin(), kConductedActions.end());
  for (const ActionRow& row : Actions()) socket_actions.push_back(row.name);
  Json properties;
  for (const std::string_view actor : kSocketActors) {
    properties[std::string(actor)] = OneOfOrParameter(socket_actions);
  }
  properties["wire"] = OneOfOrParameter(kWireActions);
  for (const std::string_view name :
       {"on", "as", "in", "in_background", "call", "label", "after"}) {
    properties[std::string(name)] = Reference("name");
  }
  properties["clause"] = Reference("clause");
  properties["record"] = Reference("prose");
  properties["why"] = Reference("prose");
  properties["milliseconds"] = Reference("count");
  properties["times"] = {{"anyOf",
                          {{{"type", "integer"}, {"minimum", 1}, {"maximum", kMostRepetitions}},
                           Reference("parameter")}}};
  properties["within"] = {
      {"type", "object"},
      {"properties",
       {{"milliseconds",
         {{"type", "array"}, {"items", Reference("count")}, {"minItems", 2}, {"maxItems", 2}}}}},
      {"required", {"milliseconds"}},
      {"additionalProperties", false}};
  return properties;
}

}  // namespace

Json Step() {
  Json one_actor = Json::array();
  for (const std::string_view actor : kActors) one_actor.push_back(Has(actor));
  Json rules = Json::array();
  for (const ActionRow& row : Actions()) {
    rules.push_back(WhenDone(row.name, kSocketActors, RuleOf(row)));
  }
  for (Json& rule : ConductedRules()) rules.push_back(std::move(rule));
  for (Json& rule : WireRules()) rules.push_back(std::move(rule));
  return {{"type", "object"},
          {"properties", CommonProperties()},
          {"oneOf", std::move(one_actor)},
          {"dependencies",
           {{"after", {"within"}},
            {"as", {{"properties", {{"times", false}}}}},
            {"in_background",
             {{"properties", {{"times", false}, {"expect", false}, {"record", false}}}}}}},
          {"allOf", std::move(rules)}};
}

}  // namespace closespec::schema
