#include "reports/results/plain_text.h"

#include <algorithm>
#include <cstdint>

namespace closespec {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

struct Character {
  std::uint32_t code = 0;
  std::size_t octets = 0;  // 0: not a character
};

std::size_t LengthBy(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

// Of a text that is not empty.
Character First(std::string_view text) {
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t octets = LengthBy(first);
  if (octets == 0 || octets > text.size()) return {};
  std::uint32_t code = octets == 1 ? first : first & (0x7FU >> octets);
  for (const char each : text.substr(1, octets - 1)) {
    const auto octet = static_cast<unsigned char>(each);
    if ((octet & 0xC0U) != 0x80U) return {};
    code = code << 6U | (octet & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < kSmallest[octets] || code > 0x10FFFF || surrogate) return {};
  return {code, octets};
}

bool IsPlain(std::uint32_t code) {
  if (code == '\n' || code == '\t') return true;
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  return !control && (code & 0xFFFEU) != 0xFFFEU;
}

}  // namespace

std::string PlainText(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const Character first = First(text);
    const bool stays = first.octets > 0 && IsPlain(first.code);
    plain += stays ? text.substr(0, first.octets) : kReplacement;
    text.remove_prefix(std::max<std::size_t>(first.octets, 1));
  }
  return plain;
}

std::string PlainLine(std::string_view text) {
  std::string line = PlainText(text);
  std::ranges::replace_if(
      line, [](char each) { return each == '\n' || each == '\t'; }, ' ');
  return line;
}

std::string MarkupEscaped(std::string_view text) {
  std::string escaped;
  for (const char each : text) {
    switch (each) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += each;
    }
  }
  return escaped;
}

std::string ShellWord(std::string_view text) {
  std::string word = "'";
  for (const char each : text) word += each == '\'' ? std::string("'\\''") : std::string(1, each);
  return word + "'";
}

}  // namespace closespec
