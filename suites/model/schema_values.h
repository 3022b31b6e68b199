// The schemas of single values and expectations; parts of schema.h's.

#ifndef CLOSESPEC_SUITES_MODEL_SCHEMA_VALUES_H_
#define CLOSESPEC_SUITES_MODEL_SCHEMA_VALUES_H_

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/actions.h"

namespace closespec::schema {

using Json = nlohmann::ordered_json;

Json Reference(std::string_view definition);
// One of the words; a number may stand for its own digits.
Json OneOf(std::span<const std::string_view> words);
// The same, or a parameter.
Json OneOfOrParameter(std::span<const std::string_view> words);
// Several of the words in one text.
Json SomeOf(std::span<const std::string_view> words);
Json Argument(const ArgumentRow& row, std::span<const std::string_view> words);
// An expectation in which these facts can be named, beside what every call can come to.
Json ExpectationOf(std::span<const std::string_view> facts);
// Every fact that any call can give.
std::vector<std::string_view> FactsOfAll();
// What "#/definitions/..." refers to.
Json Definitions();

}  // namespace closespec::schema

#endif  // CLOSESPEC_SUITES_MODEL_SCHEMA_VALUES_H_
