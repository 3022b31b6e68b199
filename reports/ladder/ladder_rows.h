// The rows of a ladder from a journal: who did what when, with preamble and epilogue folded into a
// line, calls joined with what they came to, and long runs of like rows cut short. No layout yet.

#ifndef CLOSESPEC_REPORTS_LADDER_LADDER_ROWS_H_
#define CLOSESPEC_REPORTS_LADDER_LADDER_ROWS_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/ladder/segment_label.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

enum class Place { kSutSide, kPeerSide, kWire };

struct LadderRow {
  std::chrono::nanoseconds at{0};
  Place place = Place::kWire;
  std::string text;      // what was called, or a remark
  std::string came_to;   // of a call that is over
  bool waiting = false;  // of a call that is not over here
  bool alarming = false;
  // On the wire only: a segment, or one that was awaited and did not come.
  std::optional<SegmentLabel> segment;
  bool absent = false;
  Direction direction = Direction::kFromSut;
  std::optional<std::size_t> step;
  std::set<std::size_t> entries;  // of the journal, that it shows
};

// Entries in `marked` are shown, also where others of their kind are not.
std::vector<LadderRow> LadderRows(const Case& judged, const Journal& journal,
                                  const std::set<std::size_t>& marked);

// The stack that a peer said it is, and its address; or nothing.
std::string StackOf(const Journal& journal, Actor actor);
std::string AddressOf(const Journal& journal, Actor actor);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_LADDER_ROWS_H_
