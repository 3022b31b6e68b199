#include "suites/model/expectation.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

namespace closespec {
namespace {

template <typename... Matchers>
struct Overloaded : Matchers... {
  using Matchers::operator()...;
};
template <typename... Matchers>
Overloaded(Matchers...) -> Overloaded<Matchers...>;

std::optional<std::string> FieldOf(const Outcome& outcome, const std::string& field) {
  if (field == "error" || field == "fails") return outcome.error;
  if (field == "returns") {
    if (!outcome.returns) return std::nullopt;
    return std::to_string(*outcome.returns);
  }
  if (field == "intact") return outcome.intact ? "yes" : "no";
  if (field == "stream") {
    if (!outcome.stream) return std::nullopt;
    return std::to_string(outcome.stream->offset) + "+" + std::to_string(outcome.stream->octets);
  }
  const auto fact = outcome.facts.find(field);
  if (fact == outcome.facts.end()) return std::nullopt;
  return fact->second;
}

bool IsInside(const Range& range, const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end && range.minimum <= value && value <= range.maximum;
}

bool IsMember(std::string_view set, std::string_view name) {
  while (!set.empty()) {
    const std::size_t comma = set.find(',');
    if (set.substr(0, comma) == name) return true;
    if (comma == std::string_view::npos) return false;
    set.remove_prefix(comma + 1);
  }
  return false;
}

bool Holds(const FieldExpectation& expected, const Outcome& outcome) {
  const auto value = FieldOf(outcome, expected.field);
  const auto has = [&value](const std::string& name) { return IsMember(*value, name); };
  return std::visit(
      Overloaded{
          [&](const IsText& wanted) { return value == wanted.text; },
          [&](const IsInRange& wanted) { return value && IsInside(wanted.range, *value); },
          [&](const HasAndLacks& wanted) {
            return value && std::ranges::all_of(wanted.has, has) &&
                   std::ranges::none_of(wanted.lacks, has);
          },
          [&](const IsAnyError&) { return outcome.error.has_value(); },
      },
      expected.matcher);
}

bool Names(const Alternative& alternative, std::string_view field) {
  return std::ranges::any_of(alternative.fields, [field](const FieldExpectation& each) {
    return each.field == field ||
           (field == "error" && std::holds_alternative<IsAnyError>(each.matcher));
  });
}

bool Holds(const Alternative& alternative, const Outcome& outcome) {
  if (outcome.error && !Names(alternative, "error")) return false;
  if (!outcome.intact && !Names(alternative, "intact")) return false;
  return std::ranges::all_of(alternative.fields, [&outcome](const FieldExpectation& each) {
    return Holds(each, outcome);
  });
}

std::string ToText(const Range& range) {
  constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();
  std::string minimum = std::to_string(range.minimum);
  if (range.minimum == range.maximum) return minimum;
  return range.maximum == kOpen ? "at least " + minimum
                                : minimum + " to " + std::to_string(range.maximum);
}

std::string Join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::string ToText(const HasAndLacks& set) {
  std::string text;
  if (!set.has.empty()) text = "with " + Join(set.has);
  if (!set.lacks.empty()) text += (text.empty() ? "without " : " without ") + Join(set.lacks);
  return text;
}

// "0" and "ECONNRESET" speak for themselves, other fields are named.
std::string Labelled(const std::string& field, const std::string& value) {
  const bool plain = field == "returns" || field == "error" || field == "state";
  return plain ? value : field + "=" + value;
}

std::string ToText(const FieldExpectation& expected) {
  return std::visit(
      Overloaded{
          [&](const IsText& wanted) { return Labelled(expected.field, wanted.text); },
          [&](const IsInRange& wanted) { return Labelled(expected.field, ToText(wanted.range)); },
          [&](const HasAndLacks& wanted) { return expected.field + " " + ToText(wanted); },
          [&](const IsAnyError&) { return std::string("any error"); },
      },
      expected.matcher);
}

void Append(std::string& text, std::string_view separator, std::string_view part) {
  if (!text.empty()) text += separator;
  text += part;
}

}  // namespace

std::optional<std::size_t> Fits(const Expectation& expectation, const Outcome& outcome) {
  if (outcome.blocked || outcome.unsupported) return std::nullopt;
  for (std::size_t i = 0; i < expectation.any.size(); ++i) {
    if (Holds(expectation.any[i], outcome)) return i;
  }
  return std::nullopt;
}

std::string ToText(const Alternative& alternative) {
  std::string text;
  for (const FieldExpectation& each : alternative.fields) Append(text, ", ", ToText(each));
  return text.empty() ? "success" : text;
}

std::string ToText(const Expectation& expectation) {
  std::string text;
  for (const Alternative& each : expectation.any) Append(text, " or ", ToText(each));
  return text;
}

std::string Observed(const Expectation& expectation, const Outcome& outcome) {
  Outcome told = outcome;
  told.facts.clear();
  for (const Alternative& alternative : expectation.any) {
    for (const FieldExpectation& each : alternative.fields) {
      const auto fact = outcome.facts.find(each.field);
      if (fact != outcome.facts.end()) told.facts.insert(*fact);
    }
  }
  // A number that only says "it worked" hides the fields that the clause is about.
  if (!told.facts.empty() && !std::ranges::any_of(expectation.any, [](const Alternative& each) {
        return Names(each, "returns");
      })) {
    told.returns.reset();
  }
  return ToText(told);
}

}  // namespace closespec
