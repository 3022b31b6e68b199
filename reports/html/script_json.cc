#include "reports/html/script_json.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

namespace closespec {
namespace {

using nlohmann::json;

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t octets = 1;
};

// The shortest form alone is UTF-8, and neither surrogates nor what lies beyond Unicode.
std::optional<CodePoint> Decode(std::string_view text) {
  const auto at = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return CodePoint{first, 1};
  const std::size_t octets = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < octets) return std::nullopt;
  std::uint32_t value = first & (0xFFU >> (octets + 1));
  for (std::size_t i = 1; i < octets; ++i) {
    if ((at(i) & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (at(i) & 0x3F);
  }
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast.at(octets) || surrogate || value > 0x10FFFF) return std::nullopt;
  return CodePoint{value, octets};
}

struct Span {
  std::uint32_t first;
  std::uint32_t last;
};
constexpr std::array kUnseen = {Span{0x00, 0x09},       Span{0x0B, 0x1F},      Span{0x7F, 0x9F},
                                Span{0xAD, 0xAD},       Span{0x61C, 0x61C},    Span{0x115F, 0x1160},
                                Span{0x180E, 0x180E},   Span{0x200B, 0x200F},  Span{0x2028, 0x202E},
                                Span{0x2060, 0x206F},   Span{0x3164, 0x3164},  Span{0xFE00, 0xFE0F},
                                Span{0xFEFF, 0xFEFF},   Span{0xFFA0, 0xFFA0},  Span{0xFFF0, 0xFFFB},
                                Span{0x1D173, 0x1D17A}, Span{0xE0000, 0xE0FFF}};

bool IsUnseen(std::uint32_t value) {
  return std::ranges::any_of(
      kUnseen, [value](const Span& each) { return value >= each.first && value <= each.last; });
}

std::string Hexadecimal(const char* format, std::uint32_t value) {
  std::array<char, 16> text{};
  (void)std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

bool IsOrdinary(std::string_view text) {
  return std::ranges::all_of(text, [](char each) { return each >= ' ' && each <= '~'; });
}

void MakeVisible(std::string& text) {
  if (!IsOrdinary(text)) text = Visible(text);
}

void MakeAllVisible(json& value) {
  if (value.is_string()) {
    MakeVisible(value.get_ref<std::string&>());
  } else if (value.is_array()) {
    for (json& each : value) MakeAllVisible(each);
  } else if (value.is_object()) {
    json visible = json::object();
    for (auto& [name, each] : value.items()) {
      MakeAllVisible(each);
      visible[IsOrdinary(name) ? name : Visible(name)] = std::move(each);
    }
    value = std::move(visible);
  }
}

}  // namespace

std::string Visible(std::string_view text) {
  std::string visible;
  while (!text.empty()) {
    const auto found = Decode(text);
    if (!found) {
      visible += Hexadecimal("\\x%02X", static_cast<unsigned char>(text.front()));
    } else if (IsUnseen(found->value)) {
      visible += "\u27E8" + Hexadecimal("U+%04X", found->value) + "\u27E9";
    } else {
      visible += text.substr(0, found->octets);
    }
    text.remove_prefix(found ? found->octets : 1);
  }
  return visible;
}

std::string ScriptJson(json value) {
  MakeAllVisible(value);
  std::string text = value.dump(-1, ' ', true);
  // Only in a string can there be one.
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    text.replace(at, 1, "\\u003c");
  }
  return text;
}

}  // namespace closespec
