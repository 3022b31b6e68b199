// The table of the chapter segment_in_state: for each state and kind of segment the scenarios that
// send the one to the other, and, given a run, what came of them.

#ifndef CLOSESPEC_REPORTS_TERMINAL_MATRIX_H_
#define CLOSESPEC_REPORTS_TERMINAL_MATRIX_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "suites/model/state_table.h"

namespace closespec {

class Matrix {
 public:
  // `scenario` of another chapter, or of no cell's name, is passed over.
  void AddScenario(std::string_view scenario);
  // Of a case of that scenario; a scenario's verdict is the worst of its cases.
  void AddVerdict(const std::string& scenario, Verdict verdict);

  // The counts as a table, then every cell with its scenarios; a cell without any says why.
  [[nodiscard]] std::string ToText() const;
  // Cells without a scenario and without a reason: "urg_in_closing".
  [[nodiscard]] std::vector<std::string> Unexplained() const;

 private:
  [[nodiscard]] std::string CountText(const TableCell& cell) const;
  [[nodiscard]] std::string CellText(const TableCell& cell) const;

  std::map<TableCell, std::vector<std::string>> scenarios_;
  std::map<std::string, Verdict> verdicts_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_MATRIX_H_
