#include "reports/terminal/matrix.h"

#include <algorithm>
#include <array>
#include <optional>

namespace closespec {
namespace {

constexpr std::string_view kChapter = "segment_in_state/";
constexpr std::size_t kStateWidth = 14;
constexpr std::size_t kColumnWidth = 9;

constexpr std::array<std::string_view, 12> kSegments = {"rst",      "rst_ack", "fin",     "fin_ack",
                                                        "syn",      "syn_ack", "ack",     "data",
                                                        "data_fin", "noflags", "syn_fin", "urg"};
constexpr std::array<std::string_view, 11> kStates = {
    "listen",     "syn_sent", "syn_received", "established", "fin_wait_1", "fin_wait_2",
    "close_wait", "closing",  "last_ack",     "time_wait",   "closed"};

struct Reason {
  std::string_view segment;
  std::string_view state;
  std::string_view why;
};
constexpr std::string_view kUrgentUnsynchronised =
    "the URG bit is looked at in the sixth step, which RFC 9293 3.10.7.4 has for the synchronised "
    "states alone";
constexpr std::string_view kUrgentBeforeTheEnd =
    "before the peer's FIN urgent data is data, and says nothing of how a connection ends";
constexpr std::array kReasons = {
    Reason{"urg", "listen", kUrgentUnsynchronised},
    Reason{"urg", "syn_sent", kUrgentUnsynchronised},
    Reason{"urg", "syn_received", kUrgentUnsynchronised},
    Reason{"urg", "closed", kUrgentUnsynchronised},
    Reason{"urg", "established", kUrgentBeforeTheEnd},
    Reason{"urg", "fin_wait_1", kUrgentBeforeTheEnd},
    Reason{"urg", "fin_wait_2", kUrgentBeforeTheEnd},
};

std::optional<std::string_view> ReasonOf(std::string_view segment, std::string_view state) {
  for (const Reason& each : kReasons) {
    if (each.segment == segment && each.state == state) return each.why;
  }
  return std::nullopt;
}

std::string Padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

// `text` begins with the word, and it ends there or goes on behind '_'.
bool BeginsWith(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == '_');
}

}  // namespace

const Matrix::Cell* Matrix::CellOf(std::string_view name, Cell& cell) {
  for (const std::string_view segment : kSegments) {
    if (!name.starts_with(segment)) continue;
    const std::string_view rest = name.substr(segment.size());
    if (!rest.starts_with("_in_")) continue;
    for (const std::string_view state : kStates) {
      if (!BeginsWith(rest.substr(4), state)) continue;
      cell = {segment, state};
      return &cell;
    }
  }
  return nullptr;
}

void Matrix::AddScenario(std::string_view scenario) {
  if (!scenario.starts_with(kChapter)) return;
  Cell cell;
  if (CellOf(scenario.substr(kChapter.size()), cell) == nullptr) return;
  scenarios_[cell].emplace_back(scenario);
}

void Matrix::AddVerdict(const std::string& scenario, Verdict verdict) {
  const auto [known, is_new] = verdicts_.emplace(scenario, verdict);
  if (!is_new && verdict != Verdict::kUnsupported) {
    known->second =
        known->second == Verdict::kUnsupported ? verdict : Worsen(known->second, verdict);
  }
}

std::string Matrix::CountText(const Cell& cell) const {
  const auto found = scenarios_.find(cell);
  if (found == scenarios_.end()) return "-";
  std::string text = std::to_string(found->second.size());
  const auto failed = std::ranges::count_if(found->second, [this](const std::string& scenario) {
    const auto verdict = verdicts_.find(scenario);
    return verdict != verdicts_.end() && verdict->second == Verdict::kFail;
  });
  if (failed > 0) text += " (" + std::to_string(failed) + ")";
  return text;
}

std::string Matrix::CellText(const Cell& cell) const {
  const auto found = scenarios_.find(cell);
  std::string text = "  " + std::string(cell.segment) + "\n";
  if (found == scenarios_.end()) {
    const auto why = ReasonOf(cell.segment, cell.state);
    return text + "    none: " + std::string(why.value_or("no reason stated")) + "\n";
  }
  for (const std::string& scenario : found->second) {
    text += "    " + scenario.substr(kChapter.size());
    const auto verdict = verdicts_.find(scenario);
    if (verdict != verdicts_.end()) text += ": " + std::string(closespec::ToText(verdict->second));
    text += "\n";
  }
  return text;
}

std::string Matrix::ToText() const {
  std::string text = Padded("", kStateWidth);
  for (const std::string_view segment : kSegments)
    text += Padded(std::string(segment), kColumnWidth);
  text += "\n";
  for (const std::string_view state : kStates) {
    text += Padded(std::string(state), kStateWidth);
    for (const std::string_view segment : kSegments) {
      text += Padded(CountText({segment, state}), kColumnWidth);
    }
    text += "\n";
  }
  text +=
      verdicts_.empty() ? "scenarios in each cell\n" : "scenarios in each cell (of them failed)\n";
  for (const std::string_view state : kStates) {
    text += "\n" + std::string(state) + "\n";
    for (const std::string_view segment : kSegments) text += CellText({segment, state});
  }
  return text;
}

std::vector<std::string> Matrix::Unexplained() const {
  std::vector<std::string> cells;
  for (const std::string_view state : kStates) {
    for (const std::string_view segment : kSegments) {
      if (scenarios_.contains({segment, state}) || ReasonOf(segment, state)) continue;
      cells.push_back(std::string(segment) + "_in_" + std::string(state));
    }
  }
  return cells;
}

}  // namespace closespec
