// The nearest allowed spelling of a word, for messages: ` (did you mean "close"?)`.

#ifndef CLOSESPEC_SUITES_MODEL_SPELLING_H_
#define CLOSESPEC_SUITES_MODEL_SPELLING_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace closespec {

// How many letters have to be put in, left out, changed or swapped with their neighbour.
std::size_t EditDistance(std::string_view a, std::string_view b);

// Nothing when no candidate is near enough to be what was meant.
std::optional<std::string_view> Nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

// ` (did you mean "close"?)`, or nothing at all.
std::string DidYouMean(std::string_view word, std::span<const std::string_view> candidates);
// The same, or else all that is allowed: ` (allowed: "yes", "no")`.
std::string Allowed(std::string_view word, std::span<const std::string_view> candidates);

// `text` cut at each character of `separators`; empty pieces are left out.
std::vector<std::string_view> Words(std::string_view text, std::string_view separators = " ");

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SPELLING_H_
