#include "reports/terminal/layout.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace closespec {
namespace {

bool IsContinuation(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

// The octets of the first `count` characters.
std::size_t Octets(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && (count > 0 || IsContinuation(text[at]))) {
    if (!IsContinuation(text[at])) --count;
    ++at;
  }
  return at;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kPlainer = {{
    {"→", "->"},
    {"←", "<-"},
    {"↔", "<->"},
    {"…", "..."},
    {"“", "\""},
    {"”", "\""},
    {"‘", "'"},
    {"’", "'"},
    {"–", "-"},
    {"—", "-"},
    {"·", "-"},
}};

// The ASCII for the character at the beginning of `text`, and its length in octets.
std::pair<std::string_view, std::size_t> Plainer(std::string_view text) {
  for (const auto& [drawn, ascii] : kPlainer) {
    if (text.starts_with(drawn)) return {ascii, drawn.size()};
  }
  return {"?", Octets(text, 1)};
}

// Where to break a line that is too long: the octets that stay.
std::size_t Break(std::string_view text, std::size_t width) {
  const std::size_t most = Octets(text, width);
  if (most == text.size()) return most;
  if (text[most] == ' ') return most;
  const std::size_t blank = text.rfind(' ', most - 1);
  if (blank != std::string_view::npos && blank > 0) return blank;
  const std::size_t soft = text.find_last_of("/,[|", most - 1);
  if (soft != std::string_view::npos && soft + 1 >= most / 2) return soft + 1;
  return most;
}

}  // namespace

std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char each) { return !IsContinuation(each); }));
}

std::string Pad(std::string_view text, std::size_t width, Align align) {
  const std::size_t used = Width(text);
  const std::size_t spare = width > used ? width - used : 0;
  std::size_t before = 0;
  if (align == Align::kRight) before = spare;
  if (align == Align::kCentre) before = spare / 2;
  return std::string(before, ' ') + std::string(text) + std::string(spare - before, ' ');
}

std::string Repeat(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

std::vector<std::string> Wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  do {
    const std::size_t stay = Break(text, width);
    lines.emplace_back(text.substr(0, stay));
    text.remove_prefix(stay);
    const std::size_t next = text.find_first_not_of(' ');
    text.remove_prefix(next == std::string_view::npos ? text.size() : next);
  } while (!text.empty());
  return lines;
}

std::string Clean(const Look& look, std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const auto octet = static_cast<unsigned char>(text.front());
    std::size_t taken = 1;
    if (octet == '\n' || octet == '\t') {
      clean += ' ';
    } else if (octet < 0x20 || octet == 0x7F) {
      clean += '?';
    } else if (octet < 0x80) {
      clean += text.front();
    } else if (look.unicode) {
      taken = Octets(text, 1);
      // U+0080 to U+009F are control characters too.
      const bool control =
          octet == 0xC2 && taken == 2 && static_cast<unsigned char>(text[1]) < 0xA0;
      clean += control ? "?" : text.substr(0, taken);
    } else {
      const auto [ascii, octets] = Plainer(text);
      clean += ascii;
      taken = std::max<std::size_t>(octets, 1);
    }
    text.remove_prefix(taken);
  }
  return clean;
}

std::string Milliseconds(double milliseconds) { return fmt::format("{:.3f}", milliseconds); }

std::string Duration(double seconds) {
  if (seconds < 1) return fmt::format("{:.1f} ms", seconds * 1000);
  if (seconds < 120) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<long>(std::lround(seconds));
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace closespec
