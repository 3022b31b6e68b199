#include "reports/terminal/chapter_table.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "reports/terminal/layout.h"

namespace closespec {
namespace {

struct Column {
  std::string_view heading;
  std::string_view narrow_heading;
  std::size_t (*value)(const VerdictCounts&);
  bool always;
  Ink ink;
};

template <Verdict verdict>
std::size_t Of(const VerdictCounts& count) {
  return count.Of(verdict);
}

constexpr std::array kColumns = {
    Column{"cases", "cases", [](const VerdictCounts& count) { return count.Cases(); }, true,
           Ink::kPlain},
    Column{"pass", "pass", Of<Verdict::kPass>, true, Ink::kGood},
    Column{"permitted", "permit", Of<Verdict::kPermitted>, false, Ink::kGood},
    Column{"deviates", "deviat", Of<Verdict::kDeviates>, false, Ink::kWarning},
    Column{"fail", "fail", Of<Verdict::kFail>, true, Ink::kBad},
    Column{"inconclusive", "inconc", Of<Verdict::kInconclusive>, false, Ink::kWarning},
    Column{"error", "error", Of<Verdict::kError>, false, Ink::kBad},
    Column{"unsupported", "unsupp", Of<Verdict::kUnsupported>, false, Ink::kFaint},
    Column{"known", "known", [](const VerdictCounts& count) { return count.known; }, false,
           Ink::kFaint},
};

class Table {
 public:
  Table(std::ostream& out, const Look& look, const Tally& tally) : out_(out), look_(look) {
    for (const Column& each : kColumns) {
      if (each.always || each.value(tally.total) > 0) columns_.push_back(&each);
    }
    const auto width = static_cast<std::size_t>(look.columns);
    std::size_t names = Width("chapter");
    for (const auto& [chapter, count] : tally.chapters) names = std::max(names, Width(chapter));
    narrow_ = names + NumbersWidth() > width;
    names_ = std::min(names, width - NumbersWidth());
  }

  void Heading() {
    std::string line = Pad("chapter", names_);
    for (const Column* each : columns_) line += Gap() + std::string(Heading(*each));
    out_ << Paint(look_, Ink::kFaint, line) << "\n";
  }

  void Line(std::string_view name, const VerdictCounts& count, Ink name_ink) {
    std::string shown = Clean(look_, name);
    if (Width(shown) > names_) shown = Wrap(shown, names_).front();
    out_ << Paint(look_, name_ink, Pad(shown, names_));
    for (const Column* each : columns_) {
      const std::size_t value = each->value(count);
      const std::string text =
          value == 0 ? std::string(GlyphsOf(look_).dot) : std::to_string(value);
      out_ << Gap()
           << Paint(look_, value == 0 ? Ink::kFaint : each->ink,
                    Pad(text, Width(Heading(*each)), Align::kRight));
    }
    out_ << "\n";
  }

 private:
  [[nodiscard]] std::string_view Heading(const Column& column) const {
    return narrow_ ? column.narrow_heading : column.heading;
  }
  [[nodiscard]] std::string Gap() const { return narrow_ ? " " : "  "; }
  [[nodiscard]] std::size_t NumbersWidth() const {
    std::size_t width = 0;
    for (const Column* each : columns_) width += Gap().size() + Width(Heading(*each));
    return width;
  }

  std::ostream& out_;
  const Look& look_;
  std::vector<const Column*> columns_;
  bool narrow_ = false;
  std::size_t names_ = 0;
};

}  // namespace

void PrintChapterTable(std::ostream& out, const Look& look, const Tally& tally) {
  Table table(out, look, tally);
  table.Heading();
  for (const auto& [chapter, count] : tally.chapters) table.Line(chapter, count, Ink::kPlain);
  if (tally.chapters.size() != 1) table.Line("all", tally.total, Ink::kStrong);
}

}  // namespace closespec
