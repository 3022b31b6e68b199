#include "suites/model/state_table.h"

namespace closespec {
namespace {

constexpr std::string_view kTableChapter = "segment_in_state/";

struct Reason {
  TableCell cell;
  std::string_view why;
};
constexpr std::string_view kUrgentUnsynchronised =
    "the URG bit is looked at in the sixth step, which RFC 9293 3.10.7.4 has for the synchronised "
    "states alone";
constexpr std::string_view kUrgentBeforeTheEnd =
    "before the peer's FIN urgent data is data, and says nothing of how a connection ends";
constexpr std::array kReasons = {
    Reason{{"urg", "listen"}, kUrgentUnsynchronised},
    Reason{{"urg", "syn_sent"}, kUrgentUnsynchronised},
    Reason{{"urg", "syn_received"}, kUrgentUnsynchronised},
    Reason{{"urg", "closed"}, kUrgentUnsynchronised},
    Reason{{"urg", "established"}, kUrgentBeforeTheEnd},
    Reason{{"urg", "fin_wait_1"}, kUrgentBeforeTheEnd},
    Reason{{"urg", "fin_wait_2"}, kUrgentBeforeTheEnd},
};

// `text` begins with the word, and it ends there or goes on behind '_'.
bool BeginsWith(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == '_');
}

}  // namespace

std::optional<TableCell> CellOf(std::string_view scenario) {
  if (!scenario.starts_with(kTableChapter)) return std::nullopt;
  const std::string_view name = scenario.substr(kTableChapter.size());
  for (const std::string_view segment : kTableSegments) {
    if (!name.starts_with(segment)) continue;
    const std::string_view rest = name.substr(segment.size());
    if (!rest.starts_with("_in_")) continue;
    for (const std::string_view state : kTableStates) {
      if (BeginsWith(rest.substr(4), state)) return TableCell{segment, state};
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> WhyEmpty(const TableCell& cell) {
  for (const Reason& each : kReasons) {
    if (each.cell == cell) return each.why;
  }
  return std::nullopt;
}

}  // namespace closespec
