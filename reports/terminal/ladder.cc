#include "reports/terminal/ladder.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "reports/ladder/ladder_rows.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t kMargin = 2;
constexpr std::size_t kTime = 10;
constexpr std::size_t kLeast = 24;   // "FIN|ACK 1+5 ack 6" and an arrow around it
constexpr std::size_t kBetween = 5;  // lifelines and blanks
constexpr nanoseconds kPause = std::chrono::seconds(1);

double Seconds(nanoseconds time) { return std::chrono::duration<double>(time).count(); }

class Drawing {
 public:
  Drawing(std::ostream& out, const Look& look, const LadderMarks& marks)
      : out_(out), look_(look), glyphs_(GlyphsOf(look)), marks_(marks) {
    const std::size_t room = static_cast<std::size_t>(look.columns) - kMargin - kTime - kBetween;
    side_ = (room - std::max(kLeast, room * 3 / 7)) / 2;
    wire_ = room - 2 * side_;
  }

  void Head(const Journal& journal) {
    const auto sut = Wrap(Clean(look_, StackOf(journal, Actor::kSut)), side_);
    const auto peer = Wrap(Clean(look_, StackOf(journal, Actor::kPeer)), side_);
    const std::array addresses = {AddressOf(journal, Actor::kSut),
                                  AddressOf(journal, Actor::kPeer)};
    Line("ms", Ink::kStrong, "SUT", "", "peer");
    if (!addresses[0].empty() || !addresses[1].empty()) {
      Line("", Ink::kFaint, addresses[0], "", addresses[1]);
    }
    for (std::size_t i = 0; i < std::max(sut.size(), peer.size()); ++i) {
      Line("", Ink::kFaint, i < sut.size() ? sut[i] : "", "", i < peer.size() ? peer[i] : "");
    }
  }

  void Draw(const LadderRow& row) {
    std::vector<LadderMark> marks;
    for (const std::size_t entry : row.entries) {
      const auto [first, last] = marks_.equal_range(entry);
      for (auto each = first; each != last; ++each) marks.push_back(each->second);
    }
    Pause(row.at);
    if (!marks.empty()) mark_ = glyphs_.mark;
    const std::string time = Milliseconds(Seconds(row.at) * 1000);
    const Ink ink = !marks.empty() ? Ink::kBad : row.alarming ? Ink::kWarning : Ink::kPlain;
    if (row.segment) {
      Arrow(time, ink, row);
    } else if (row.absent) {
      Absence(time, ink, row);
    } else if (row.place == Place::kWire) {
      Remark(time, ink == Ink::kPlain ? Ink::kFaint : ink, row.text);
    } else {
      Call(time, ink, row);
    }
    for (const LadderMark& each : marks) Explain(each);
  }

 private:
  // One line of text; `wire` is `wire_` wide or empty.
  void Line(const std::string& time, Ink ink, const std::string& left, const std::string& wire,
            const std::string& right) {
    const std::string life = Paint(look_, Ink::kFaint, glyphs_.lifeline);
    std::string line =
        Paint(look_, Ink::kBad, Pad(mark_, kMargin)) +
        Paint(look_, mark_.empty() ? Ink::kFaint : Ink::kBad, Pad(time, kTime, Align::kRight)) +
        " " + Paint(look_, ink, Pad(left, side_, Align::kRight)) + " " + life +
        Paint(look_, ink, wire.empty() ? std::string(wire_, ' ') : wire) + life;
    if (!right.empty()) line += " " + Paint(look_, ink, right);
    out_ << line << "\n";
    mark_ = "";
  }

  void Pause(nanoseconds at) {
    if (last_ && at - *last_ >= kPause) {
      const std::string sign(glyphs_.pause);
      const std::string text = sign + " " + Duration(Seconds(at - *last_)) + " " + sign;
      Line("", Ink::kFaint, "", Centred(text), "");
    }
    last_ = at;
  }

  [[nodiscard]] std::string Centred(std::string_view text) const {
    return Pad(text, wire_, Align::kCentre);
  }

  // The label in the middle of a line of `dash`, with a head at the end it goes to.
  [[nodiscard]] std::string Wire(const std::string& label, std::string_view dash,
                                 std::string_view head, Direction direction) const {
    const std::size_t dashes = wire_ - std::min(wire_, Width(label) + 2 + Width(head));
    const std::string before = Repeat(dash, dashes / 2);
    const std::string after = Repeat(dash, dashes - dashes / 2);
    const std::string middle = before + " " + label + " " + after;
    return direction == Direction::kFromSut ? middle + std::string(head)
                                            : std::string(head) + middle;
  }

  void Arrow(const std::string& time, Ink ink, const LadderRow& row) {
    const bool to_right = row.direction == Direction::kFromSut;
    Line(time, ink, "",
         Wire(Text(*row.segment, wire_ - 5), glyphs_.wire,
              to_right ? glyphs_.to_right : glyphs_.to_left, row.direction),
         "");
  }

  void Absence(const std::string& time, Ink ink, const LadderRow& row) {
    Line(time, ink, "", Wire(row.text, glyphs_.absent, glyphs_.mark, row.direction), "");
  }

  void Remark(const std::string& time, Ink ink, const std::string& text) {
    std::string shown_time = time;
    for (const std::string& each : Wrap(Clean(look_, text), wire_ - 2)) {
      Line(shown_time, ink, "", Centred(each), "");
      shown_time.clear();
    }
  }

  void Call(const std::string& time, Ink ink, const LadderRow& row) {
    std::string text = row.text;
    if (row.waiting) text += " " + std::string(glyphs_.waits);
    if (!row.came_to.empty()) text += " " + std::string(glyphs_.gives) + " " + row.came_to;
    std::string shown_time = time;
    for (const std::string& each : Wrap(Clean(look_, text), side_)) {
      const bool left = row.place == Place::kSutSide;
      Line(shown_time, ink, left ? each : "", "", left ? "" : each);
      shown_time.clear();
    }
  }

  // Side by side where there is room.
  void Explain(const LadderMark& mark) {
    const std::string number = mark.number.empty() ? "" : "[" + mark.number + "] ";
    const std::string indent(kMargin + kTime + 1, ' ');
    const std::string expected = Clean(look_, mark.expected);
    const std::string observed = Clean(look_, mark.observed);
    const std::string corner = std::string(glyphs_.corner) + " " + number;
    const std::string hang(Width(corner), ' ');
    const std::size_t room = static_cast<std::size_t>(look_.columns) - indent.size() - hang.size();
    const bool beside = Width(expected) + Width(observed) + 23 <= room;
    out_ << indent << Paint(look_, Ink::kBad, corner);
    Labelled("expected ", Ink::kGood, expected, beside ? "" : indent + hang, room);
    out_ << (beside ? "   " : "\n" + indent + hang);
    Labelled("observed ", Ink::kBad, observed, indent + hang, room);
    out_ << "\n";
  }

  void Labelled(std::string_view label, Ink ink, const std::string& text, const std::string& indent,
                std::size_t room) {
    out_ << label;
    bool first = true;
    for (const std::string& each : Wrap(text, room - label.size())) {
      if (!first) out_ << "\n" << indent << std::string(label.size(), ' ');
      out_ << Paint(look_, ink, each);
      first = false;
    }
  }

  std::ostream& out_;
  const Look& look_;
  const Glyphs& glyphs_;
  const LadderMarks& marks_;
  std::size_t wire_ = 0;
  std::size_t side_ = 0;
  std::string_view mark_;  // for the next line
  std::optional<nanoseconds> last_;
};

}  // namespace

void PrintLadder(std::ostream& out, const Look& look, const Case& judged, const Journal& journal,
                 const LadderMarks& marks) {
  std::set<std::size_t> marked;
  for (const auto& [entry, mark] : marks) marked.insert(entry);
  Drawing drawing(out, look, marks);
  drawing.Head(journal);
  for (const LadderRow& each : LadderRows(judged, journal, marked)) drawing.Draw(each);
}

}  // namespace closespec
