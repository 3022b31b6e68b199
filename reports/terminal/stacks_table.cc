#include "reports/terminal/stacks_table.h"

#include <algorithm>

namespace closespec {
namespace {

// What is asked was done, whichever alternative.
bool IsMet(Verdict verdict) { return verdict == Verdict::kPass || verdict == Verdict::kPermitted; }

// What a reader compares: an alternative that the text leaves open is no difference.
Verdict Compared(Verdict verdict) { return IsMet(verdict) ? Verdict::kPass : verdict; }

Verdict Worse(Verdict one, Verdict other) {
  if (one == Verdict::kUnsupported) return other;
  if (other == Verdict::kUnsupported) return one;
  return Worsen(one, other);
}

std::string Line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

std::string Head(const std::string& first, const std::vector<std::string>& targets) {
  std::vector<std::string> cells = {first};
  cells.insert(cells.end(), targets.begin(), targets.end());
  return Line(cells) + Line(std::vector<std::string>(cells.size(), "---"));
}

}  // namespace

void StacksTable::AddStack(const std::string& target) {
  if (std::find(targets_.begin(), targets_.end(), target) == targets_.end()) {
    targets_.push_back(target);
  }
}

void StacksTable::Add(const std::string& target, const CaseResult& result) {
  AddStack(target);
  chapter_of_[result.scenario] = result.chapter;
  Row& row = rows_[result.scenario];
  const auto [cell, is_first] = row.emplace(target, result.verdict);
  if (!is_first) cell->second = Worse(cell->second, result.verdict);
}

std::string StacksTable::ChaptersText() const {
  struct Count {
    int met = 0;
    int could_run = 0;
  };
  std::map<std::string, std::map<std::string, Count>> counts;  // by chapter, target
  for (const auto& [scenario, row] : rows_) {
    auto& chapter = counts[chapter_of_.at(scenario)];
    for (const auto& [target, verdict] : row) {
      if (verdict == Verdict::kUnsupported) continue;
      ++chapter[target].could_run;
      if (IsMet(verdict)) ++chapter[target].met;
    }
  }
  std::string text = Head("chapter", targets_);
  for (const auto& [chapter, by_target] : counts) {
    std::vector<std::string> cells = {chapter};
    for (const std::string& target : targets_) {
      const auto count = by_target.find(target);
      cells.push_back(count == by_target.end() ? "–"
                                               : std::to_string(count->second.met) + " of " +
                                                     std::to_string(count->second.could_run));
    }
    text += Line(cells);
  }
  return text;
}

std::string StacksTable::ScenariosText() const {
  std::map<std::string, std::string> alone;
  for (const auto& [scenario, target] : Loners()) alone[scenario] = target;
  std::string text = Head("scenario", targets_);
  for (const auto& [scenario, row] : rows_) {
    const bool all_met = std::all_of(row.begin(), row.end(), [](const auto& each) {
      return IsMet(each.second) || each.second == Verdict::kUnsupported;
    });
    if (all_met) continue;
    std::vector<std::string> cells = {"`" + scenario + "`"};
    for (const std::string& target : targets_) {
      const auto verdict = row.find(target);
      std::string cell = verdict == row.end() ? "–" : std::string(ToText(verdict->second));
      const auto lone = alone.find(scenario);
      if (lone != alone.end() && lone->second == target) cell = "**" + cell + "**";
      cells.push_back(cell);
    }
    text += Line(cells);
  }
  return text;
}

std::string StacksTable::ToMarkdown() const {
  return ChaptersText() +
         "\nScenarios that some stack does not meet; bold where it is the only one that "
         "differs:\n\n" +
         ScenariosText();
}

std::vector<std::pair<std::string, std::string>> StacksTable::Loners() const {
  std::vector<std::pair<std::string, std::string>> loners;
  for (const auto& [scenario, row] : rows_) {
    std::map<Verdict, std::vector<std::string>> by_verdict;
    for (const auto& [target, verdict] : row) {
      if (verdict != Verdict::kUnsupported) by_verdict[Compared(verdict)].push_back(target);
    }
    if (by_verdict.size() != 2) continue;
    const auto& one = by_verdict.begin()->second;
    const auto& other = by_verdict.rbegin()->second;
    if (one.size() == 1 && other.size() >= 2) loners.emplace_back(scenario, one.front());
    if (other.size() == 1 && one.size() >= 2) loners.emplace_back(scenario, other.front());
  }
  return loners;
}

}  // namespace closespec
