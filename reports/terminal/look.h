// How text may look on a stream: how wide, with colours or without, with line drawing or in ASCII.
//
//   const Look look = ChooseLook(FactsOf(Stream::kOutput));
//   out << Paint(look, Ink::kBad, "FAIL");

#ifndef CLOSESPEC_REPORTS_TERMINAL_LOOK_H_
#define CLOSESPEC_REPORTS_TERMINAL_LOOK_H_

#include <string>
#include <string_view>

namespace closespec {

inline constexpr int kNarrowest = 72;
inline constexpr int kWidest = 100;

struct Look {
  int columns = kWidest;
  bool colour = false;
  bool unicode = true;
  bool live = false;  // a line may be overwritten in place

  bool operator==(const Look&) const = default;
};

// What the process is told about a stream; empty where a variable is not set.
struct TerminalFacts {
  bool is_terminal = false;
  int columns = 0;  // 0: unknown
  std::string no_color;
  std::string term;
  std::string locale;  // the first that is set of LC_ALL, LC_CTYPE, LANG
};

enum class Stream { kOutput, kError };
TerminalFacts FactsOf(Stream stream);

Look ChooseLook(const TerminalFacts& facts);

enum class Ink { kPlain, kStrong, kFaint, kBad, kGood, kWarning, kAccent };
std::string Paint(const Look& look, Ink ink, std::string_view text);

struct Glyphs {
  std::string_view lifeline, wire, to_right, to_left, absent, mark, corner, rule, quote;
  std::string_view gives, waits, pause, dot;
};
const Glyphs& GlyphsOf(const Look& look);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_LOOK_H_
