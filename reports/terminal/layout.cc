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

// The octets of the character at the beginning of `text`; 0 where it is not UTF-8.
std::size_t Character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  std::size_t wanted = 0;
  if (lead < 0x80) wanted = 1;
  if (lead >= 0xC2 && lead < 0xE0) wanted = 2;
  if (lead >= 0xE0 && lead < 0xF0) wanted = 3;
  if (lead >= 0xF0 && lead < 0xF5) wanted = 4;
  if (wanted > text.size()) return 0;
  const auto rest = text.substr(1, wanted == 0 ? 0 : wanted - 1);
  return std::ranges::all_of(rest, IsContinuation) ? wanted : 0;
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

// A character in ASCII.
std::string_view Plainer(std::string_view character) {
  const auto found =
      std::ranges::find(kPlainer, character, &std::pair<std::string_view, std::string_view>::first);
  return found == kPlainer.end() ? "?" : found->second;
}

// U+0000 to U+001F, U+007F to U+009F.
bool IsControl(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
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
    const std::size_t octets = Character(text);
    const std::string_view character = text.substr(0, octets);
    if (character == "\n" || character == "\t") {
      clean += ' ';
    } else if (octets == 0 || IsControl(character)) {
      clean += '?';
    } else {
      clean += octets == 1 || look.unicode ? character : Plainer(character);
    }
    text.remove_prefix(std::max<std::size_t>(octets, 1));
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
