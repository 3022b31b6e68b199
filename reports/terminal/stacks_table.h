// The same scenarios on several stacks, side by side: counts by chapter, then the scenarios in
// which one stack stands alone.

#ifndef CLOSESPEC_REPORTS_TERMINAL_STACKS_TABLE_H_
#define CLOSESPEC_REPORTS_TERMINAL_STACKS_TABLE_H_

#include <map>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace closespec {

class StacksTable {
 public:
  // Columns stand in the order in which their stacks are first named.
  void AddStack(const std::string& target);
  // A scenario's verdict on a stack is the worst of its cases that could run there.
  void Add(const std::string& target, const CaseResult& result);

  // Markdown: scenarios by chapter that do what is asked (pass or permitted), of those that could
  // run; then the others, each with its verdict on each stack.
  [[nodiscard]] std::string ToMarkdown() const;
  // Scenarios whose verdict one stack has and no other, where at least two others could run and
  // agree: scenario and target.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> Loners() const;

 private:
  using Row = std::map<std::string, Verdict>;  // by target

  [[nodiscard]] std::string ChaptersText() const;
  [[nodiscard]] std::string ScenariosText() const;

  std::vector<std::string> targets_;
  std::map<std::string, Row> rows_;  // by scenario
  std::map<std::string, std::string> chapter_of_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_STACKS_TABLE_H_
