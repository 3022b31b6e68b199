// Reading single values of a document: "$name" is replaced by the parameter's value, the type is
// checked, and what is wrong is said at the place where it stands.

#ifndef CLOSESPEC_SUITES_MODEL_READING_H_
#define CLOSESPEC_SUITES_MODEL_READING_H_

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suites/model/document.h"
#include "suites/model/segment_pattern.h"

namespace closespec {

// The values that "$name" stands for in one case.
using Bindings = std::vector<std::pair<std::string, Node>>;

struct Reading {
  const Document& document;
  const Bindings& bindings;
};

inline constexpr std::int64_t kNoMaximum = std::numeric_limits<std::int64_t>::max();

// The node itself, or what its "$name" stands for.
const Node& Meant(const Reading& reading, const Node& written);

std::int64_t ReadInteger(const Reading& reading, const Node& written, std::int64_t minimum,
                         std::int64_t maximum = kNoMaximum);
// Text of at least one character.
std::string ReadText(const Reading& reading, const Node& written);
// One line for people; "$" has no meaning in it.
std::string ReadProse(const Document& document, const Node& node);
// A name that the scenario gives: letters, digits and '_', not beginning with a digit.
std::string ReadName(const Reading& reading, const Node& written);
// One of `allowed`; `what` says what it is of: "action", "state".
std::string ReadWord(const Reading& reading, const Node& written,
                     std::span<const std::string_view> allowed, std::string_view what);
// Words of one text, separated by spaces, ',' or '|'; "none" for no word at all.
std::vector<std::string> ReadWords(const Reading& reading, const Node& written,
                                   std::span<const std::string_view> allowed,
                                   std::string_view what);
bool ReadBoolean(const Reading& reading, const Node& written);
// A number, or {"min": a, "max": b} with either left out.
Range ReadRange(const Reading& reading, const Node& written, std::int64_t minimum);

void RequireObject(const Document& document, const Node& node);
// Refuses keys other than these. `what` has them: "a step", "an expectation".
void AllowKeys(const Document& document, const Node& object,
               std::span<const std::string_view> allowed, std::string_view what);
const Node& Require(const Document& document, const Node& object, std::string_view key,
                    std::string_view what);

bool IsName(std::string_view text);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_READING_H_
