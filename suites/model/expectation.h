// What a clause demands of a call: one alternative, or several where the clause leaves them open.
// An alternative is a list of fields that all must hold.

#ifndef CLOSESPEC_SUITES_MODEL_EXPECTATION_H_
#define CLOSESPEC_SUITES_MODEL_EXPECTATION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "suites/model/outcome.h"
#include "suites/model/segment_pattern.h"

namespace closespec {

// The whole field, as text: error name, state name, decimal number.
struct IsText {
  std::string text;
  bool operator==(const IsText&) const = default;
};
struct IsInRange {
  Range range;
  bool operator==(const IsInRange&) const = default;
};
// A comma-separated set such as the events of poll.
struct HasAndLacks {
  std::vector<std::string> has;
  std::vector<std::string> lacks;
  bool operator==(const HasAndLacks&) const = default;
};
// `fails`: any error at all.
struct IsAnyError {
  bool operator==(const IsAnyError&) const = default;
};

using FieldMatcher = std::variant<IsText, IsInRange, HasAndLacks, IsAnyError>;

struct FieldExpectation {
  std::string field;  // "returns", "error", or a fact of the action's row
  FieldMatcher matcher;
  bool operator==(const FieldExpectation&) const = default;
};

struct Alternative {
  std::vector<FieldExpectation> fields;
  bool operator==(const Alternative&) const = default;
};

struct Expectation {
  std::vector<Alternative> any;  // never empty
  bool operator==(const Expectation&) const = default;
};

// Index of the first alternative that holds; nothing if none does. An alternative that does not
// name `error` holds only when the call did not fail; a blocked call fits none.
std::optional<std::size_t> Fits(const Expectation& expectation, const Outcome& outcome);

// "ECONNRESET", "0", "5 or ECONNRESET".
std::string ToText(const Expectation& expectation);
std::string ToText(const Alternative& alternative);
// The observation in the same words, with the fields that the expectation names.
std::string Observed(const Expectation& expectation, const Outcome& outcome);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_EXPECTATION_H_
