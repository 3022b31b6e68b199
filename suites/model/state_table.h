// The table of states and segments that the chapter segment_in_state fills: what its scenarios are
// named after, and why a cell has none.
//
//   CellOf("segment_in_state/rst_in_closing_twice")  is  {"rst", "closing"}

#ifndef CLOSESPEC_SUITES_MODEL_STATE_TABLE_H_
#define CLOSESPEC_SUITES_MODEL_STATE_TABLE_H_

#include <array>
#include <compare>
#include <optional>
#include <string_view>

namespace closespec {

inline constexpr std::array<std::string_view, 12> kTableSegments = {
    "rst", "rst_ack", "fin",      "fin_ack", "syn",     "syn_ack",
    "ack", "data",    "data_fin", "noflags", "syn_fin", "urg"};
inline constexpr std::array<std::string_view, 11> kTableStates = {
    "listen",     "syn_sent", "syn_received", "established", "fin_wait_1", "fin_wait_2",
    "close_wait", "closing",  "last_ack",     "time_wait",   "closed"};

struct TableCell {
  std::string_view segment;  // of kTableSegments
  std::string_view state;    // of kTableStates
  auto operator<=>(const TableCell&) const = default;
};

// Nothing for a scenario of another chapter, or of no cell's name.
std::optional<TableCell> CellOf(std::string_view scenario);

// Why the suite has no scenario for the cell, where that is known.
std::optional<std::string_view> WhyEmpty(const TableCell& cell);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_STATE_TABLE_H_
