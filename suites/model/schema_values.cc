#include "suites/model/schema_values.h"

#include <algorithm>
#include <array>
#include <set>

#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec::schema {
namespace {

constexpr std::string_view kNamePattern = "^[A-Za-z_][A-Za-z0-9_]*$";

Json AnyOf(Json a, Json b) { return {{"anyOf", Json::array({std::move(a), std::move(b)})}}; }

Json OrParameter(Json value) { return AnyOf(std::move(value), Reference("parameter")); }

Json Integer(std::int64_t minimum, std::int64_t maximum) {
  return {{"type", "integer"}, {"minimum", minimum}, {"maximum", maximum}};
}

bool IsNumber(std::string_view word) {
  return word.find_first_not_of("-0123456789") == std::string_view::npos;
}

std::string Joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += '|';
    for (const char each : word) text += each == '.' ? "\\." : std::string(1, each);
  }
  return text;
}

// A number or a range of them, either end left out.
Json RangeFrom(bool from_zero) {
  Json number = {{"type", "integer"}};
  if (from_zero) number["minimum"] = 0;
  const Json end = OrParameter(number);
  return {{"anyOf", Json::array({number,
                                 Reference("parameter"),
                                 {{"type", "object"},
                                  {"properties", {{"min", end}, {"max", end}}},
                                  {"minProperties", 1},
                                  {"additionalProperties", false}}})}};
}

std::vector<std::string_view> ErrorsAnd(std::initializer_list<std::string_view> others) {
  std::vector<std::string_view> words(others);
  words.insert(words.end(), ErrorNames().begin(), ErrorNames().end());
  return words;
}

Json Fact(std::string_view fact) {
  if (fact == "events" || fact == "flags_out") return Reference(fact);
  if (fact == "end") return Reference("end");
  if (fact == "state") return Reference("state");
  if (fact == "exit") {
    return AnyOf(
        {{"type", "integer"}, {"minimum", 0}},
        OrParameter({{"type", "string"}, {"pattern", "^([0-9]+|signal:[A-Za-z_][A-Za-z0-9_]*)$"}}));
  }
  // SO_ERROR gives the name of an error.
  if (fact == "value") return Reference("value");
  const bool text = std::find(kTextFacts.begin(), kTextFacts.end(), fact) != kTextFacts.end();
  if (text) return AnyOf(Reference("number"), {{"type", "string"}, {"minLength", 1}});
  return Reference("number");
}

Json HasOrLacks(std::span<const std::string_view> words) {
  return {{"type", "object"},
          {"properties", {{"has", SomeOf(words)}, {"lacks", SomeOf(words)}}},
          {"minProperties", 1},
          {"additionalProperties", false}};
}

Json Sequence() {
  return OrParameter({{"type", "string"},
                      {"pattern", "^(" + Joined(kVariables) + ")(\\+(" + Joined(kVariables) +
                                      "))?([+-][0-9]{1,18})?$"}});
}

}  // namespace

Json Reference(std::string_view definition) {
  return {{"$ref", "#/definitions/" + std::string(definition)}};
}

Json OneOf(std::span<const std::string_view> words) {
  Json list = Json::array();
  for (const std::string_view word : words) {
    list.push_back(word);
    if (IsNumber(word)) list.push_back(std::stoi(std::string(word)));
  }
  return {{"enum", std::move(list)}};
}

Json OneOfOrParameter(std::span<const std::string_view> words) { return OrParameter(OneOf(words)); }

Json SomeOf(std::span<const std::string_view> words) {
  const std::string one = "(" + Joined(words) + ")";
  return OrParameter(
      {{"type", "string"}, {"pattern", "^(none|[ ,|]*" + one + "([ ,|]+" + one + ")*[ ,|]*)$"}});
}

Json Argument(const ArgumentRow& row, std::span<const std::string_view> words) {
  switch (row.kind) {
    case ArgumentKind::kCount:
      return Reference("count");
    case ArgumentKind::kSigned:
      return OrParameter(Integer(-kLargestCount, kLargestCount));
    case ArgumentKind::kWord:
      return OneOfOrParameter(words);
    case ArgumentKind::kFlags:
      return SomeOf(words);
    case ArgumentKind::kName:
      return Reference("name");
  }
  return {};
}

namespace {

std::string NameOf(std::span<const std::string_view> facts) {
  std::string name;
  for (const std::string_view fact : facts) name += "_" + std::string(fact);
  return name;
}

// One alternative of an expectation, then the whole.
void DefineExpectation(std::span<const std::string_view> facts, Json& definitions) {
  const std::string name = NameOf(facts);
  Json fields = {{"returns", Reference("range")}};
  for (const std::string_view fact : facts) fields[std::string(fact)] = Fact(fact);
  Json forms = Json::array({{{"type", "integer"}, {"minimum", 0}},
                            Reference("parameter"),
                            Reference("failure"),
                            {{"type", "object"},
                             {"properties", std::move(fields)},
                             {"minProperties", 1},
                             {"additionalProperties", false}}});
  if (name == "_state") forms.push_back(OneOf(States()));
  definitions["outcome" + name] = {{"anyOf", std::move(forms)}};
  const Json outcome = Reference("outcome" + name);
  definitions["expect" + name] = AnyOf(
      outcome, {{"type", "object"},
                {"properties", {{"any", {{"type", "array"}, {"items", outcome}, {"minItems", 2}}}}},
                {"required", {"any"}},
                {"additionalProperties", false}});
}

void DefineExpectations(Json& definitions) {
  const std::array<std::string_view, 1> state = {"state"};
  DefineExpectation(state, definitions);
  DefineExpectation(FactsOfAll(), definitions);
  for (const ActionRow& row : Actions()) DefineExpectation(Words(row.facts), definitions);
  for (const OptionRow& row : Options()) DefineExpectation(Words(row.fields), definitions);
}

}  // namespace

std::vector<std::string_view> FactsOfAll() {
  std::set<std::string_view> facts = {"state"};
  for (const ActionRow& row : Actions()) {
    for (const std::string_view fact : Words(row.facts)) facts.insert(fact);
  }
  return {facts.begin(), facts.end()};
}

Json ExpectationOf(std::span<const std::string_view> facts) {
  return Reference("expect" + NameOf(facts));
}

Json Definitions() {
  Json pattern = {{"flags", Reference("flags")},  {"flags_may", Reference("flags")},
                  {"seq", Reference("sequence")}, {"seq_above", Reference("sequence")},
                  {"ack", Reference("sequence")}, {"bytes", Reference("range")},
                  {"window", Reference("range")}, {"timestamp", OneOfOrParameter(kTimestamps)}};
  Json segment = {
      {"flags", Reference("flags")},
      {"seq", Reference("sequence")},
      {"ack", Reference("sequence")},
      {"bytes", OrParameter(Integer(0, kLargestPayload))},
      {"window", Reference("word")},
      {"urgent", Reference("word")},
      {"mss", Reference("word")},
      {"user_timeout", Reference("word")},
      {"checksum", OneOfOrParameter(kChecksums)},
      {"timestamp",
       OrParameter(AnyOf(Integer(-kLargestCount, kLargestCount), {{"const", "none"}}))},
      {"sack",
       {{"type", "array"}, {"items", Reference("sequence")}, {"minItems", 2}, {"maxItems", 2}}},
      {"delay_milliseconds", OrParameter(Integer(1, kLongestDelay))}};
  Json definitions = {
      {"segment",
       {{"type", "object"},
        {"properties", std::move(segment)},
        {"required", {"flags"}},
        {"additionalProperties", false}}},
      {"word", OrParameter(Integer(0, kLargestWord))},
      {"wire_peer",
       {{"type", "object"},
        {"properties",
         {{"acks", OneOf(kByItself)},
          {"handshake", OneOf(kByItself)},
          {"options", SomeOf(kTcpOptions)},
          {"window", Integer(0, kLargestWord)}}},
        {"additionalProperties", false}}},
      {"parameter", {{"type", "string"}, {"pattern", "^\\$[A-Za-z_][A-Za-z0-9_]*$"}}},
      {"name",
       OrParameter({{"type", "string"}, {"pattern", kNamePattern}, {"maxLength", kLongestName}})},
      {"prose",
       {{"type", "string"}, {"minLength", 1}, {"not", {{"pattern", "[\\x00-\\x1f\\x7f-\\x9f]"}}}}},
      {"count", OrParameter(Integer(0, kLargestCount))},
      {"number", RangeFrom(false)},
      {"clause", {{"type", "string"}, {"minLength", 1}}},
      {"clauses",
       {{"type", "array"}, {"items", Reference("clause")}, {"minItems", 1}, {"uniqueItems", true}}},
      {"needs", {{"type", "array"}, {"items", OneOf(kCapabilities)}, {"minItems", 1}}},
      {"state", OneOfOrParameter(States())},
      {"end", OneOfOrParameter(ErrorsAnd({"eof", "limit"}))},
      {"failure",
       {{"type", "object"},
        {"properties", {{"error", OneOfOrParameter(ErrorNames())}, {"fails", {{"const", true}}}}},
        {"minProperties", 1},
        {"maxProperties", 1},
        {"additionalProperties", false}}},
      {"value", AnyOf(Reference("number"), OneOf(ErrorsAnd({"0"})))},
      {"range", RangeFrom(true)},
      {"flags", SomeOf(kFlags)},
      {"sequence", Sequence()},
      {"events", HasOrLacks(kEvents)},
      {"flags_out", HasOrLacks(kMessageFlags)},
      {"pattern",
       {{"type", "object"},
        {"properties", std::move(pattern)},
        {"minProperties", 1},
        {"additionalProperties", false}}}};
  DefineExpectations(definitions);
  return definitions;
}

}  // namespace closespec::schema
