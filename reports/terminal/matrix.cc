#include "reports/terminal/matrix.h"

#include <algorithm>

namespace closespec {
namespace {

constexpr std::string_view kChapter = "segment_in_state/";
constexpr std::size_t kStateWidth = 14;
constexpr std::size_t kColumnWidth = 9;

std::string Padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

}  // namespace

void Matrix::AddScenario(std::string_view scenario) {
  if (const auto cell = CellOf(scenario)) scenarios_[*cell].emplace_back(scenario);
}

void Matrix::AddVerdict(const std::string& scenario, Verdict verdict) {
  const auto [known, is_new] = verdicts_.emplace(scenario, verdict);
  if (!is_new && verdict != Verdict::kUnsupported) {
    known->second =
        known->second == Verdict::kUnsupported ? verdict : Worsen(known->second, verdict);
  }
}

std::string Matrix::CountText(const TableCell& cell) const {
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

std::string Matrix::CellText(const TableCell& cell) const {
  const auto found = scenarios_.find(cell);
  std::string text = "  " + std::string(cell.segment) + "\n";
  if (found == scenarios_.end()) {
    const auto why = WhyEmpty(cell);
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
  for (const std::string_view segment : kTableSegments)
    text += Padded(std::string(segment), kColumnWidth);
  text += "\n";
  for (const std::string_view state : kTableStates) {
    text += Padded(std::string(state), kStateWidth);
    for (const std::string_view segment : kTableSegments) {
      text += Padded(CountText({segment, state}), kColumnWidth);
    }
    text += "\n";
  }
  text +=
      verdicts_.empty() ? "scenarios in each cell\n" : "scenarios in each cell (of them failed)\n";
  for (const std::string_view state : kTableStates) {
    text += "\n" + std::string(state) + "\n";
    for (const std::string_view segment : kTableSegments) text += CellText({segment, state});
  }
  return text;
}

std::vector<std::string> Matrix::Unexplained() const {
  std::vector<std::string> cells;
  for (const std::string_view state : kTableStates) {
    for (const std::string_view segment : kTableSegments) {
      if (scenarios_.contains({segment, state}) || WhyEmpty({segment, state})) continue;
      cells.push_back(std::string(segment) + "_in_" + std::string(state));
    }
  }
  return cells;
}

}  // namespace closespec
