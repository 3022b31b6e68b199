// Text in columns: width in characters of UTF-8, wrapping, padding, and text of unknown origin made
// fit for a terminal.

#ifndef CLOSESPEC_REPORTS_TERMINAL_LAYOUT_H_
#define CLOSESPEC_REPORTS_TERMINAL_LAYOUT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/terminal/look.h"

namespace closespec {

// Without escape sequences, which must not be in the text yet.
std::size_t Width(std::string_view text);

enum class Align { kLeft, kRight, kCentre };
// At least `width` wide.
std::string Pad(std::string_view text, std::size_t width, Align align = Align::kLeft);
std::string Repeat(std::string_view piece, std::size_t times);

// Breaks at blanks, else behind '/', ',' or '[', else anywhere. Always at least one line.
std::vector<std::string> Wrap(std::string_view text, std::size_t width);

// No control characters; in ASCII what the look demands.
std::string Clean(const Look& look, std::string_view text);

// "0.412" milliseconds.
std::string Milliseconds(double milliseconds);
// "1.8 ms", "61.2 s", "5 min 12 s".
std::string Duration(double seconds);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_LAYOUT_H_
