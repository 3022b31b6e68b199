#include "reports/terminal/look.h"

#include <algorithm>
#include <cctype>

namespace closespec {
namespace {

constexpr Glyphs kDrawn = {.lifeline = "│",
                           .wire = "─",
                           .to_right = "▶",
                           .to_left = "◀",
                           .absent = "╌",
                           .mark = "✗",
                           .corner = "╰─",
                           .rule = "━",
                           .quote = "│",
                           .gives = "→",
                           .waits = "…",
                           .pause = "⋮",
                           .dot = "·"};
constexpr Glyphs kAscii = {.lifeline = "|",
                           .wire = "-",
                           .to_right = ">",
                           .to_left = "<",
                           .absent = ".",
                           .mark = "X",
                           .corner = "`-",
                           .rule = "=",
                           .quote = "|",
                           .gives = "->",
                           .waits = "...",
                           .pause = ":",
                           .dot = "-"};

bool IsUtf8(std::string locale) {
  std::ranges::transform(locale, locale.begin(),
                         [](unsigned char each) { return std::tolower(each); });
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

std::string_view Code(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kStrong:
      return "\033[1m";
    case Ink::kFaint:
      return "\033[2m";
    case Ink::kBad:
      return "\033[1;31m";
    case Ink::kGood:
      return "\033[32m";
    case Ink::kWarning:
      return "\033[33m";
    case Ink::kAccent:
      return "\033[36m";
  }
  return "";
}

}  // namespace

Look ChooseLook(const TerminalFacts& facts) {
  const bool able = facts.is_terminal && facts.term != "dumb" && !facts.term.empty();
  Look look;
  look.columns = facts.columns == 0 ? kWidest : std::clamp(facts.columns, kNarrowest, kWidest);
  look.colour = able && facts.no_color.empty();
  look.unicode = IsUtf8(facts.locale);
  look.live = able;
  return look;
}

std::string Paint(const Look& look, Ink ink, std::string_view text) {
  const std::string_view code = Code(ink);
  const bool blank = text.find_first_not_of(' ') == std::string_view::npos;
  if (!look.colour || code.empty() || blank) return std::string(text);
  return std::string(code) + std::string(text) + "\033[0m";
}

const Glyphs& GlyphsOf(const Look& look) { return look.unicode ? kDrawn : kAscii; }

}  // namespace closespec
