// A case from the one line that ResultsWriter writes it in. Only for what is in order, and many
// times as fast as ResultsReader otherwise is: whatever it does not take, that says what is wrong.

#ifndef CLOSESPEC_REPORTS_JSON_CASE_LINE_H_
#define CLOSESPEC_REPORTS_JSON_CASE_LINE_H_

#include <memory>
#include <optional>
#include <string_view>

#include "reports/results/results.h"

namespace closespec {

// Most of a file is checks that were met, and not everybody wants to know of them.
enum class MetChecks { kKept, kLeftOut };

class CaseLineReader {
 public:
  explicit CaseLineReader(MetChecks met_checks = MetChecks::kKept);
  CaseLineReader(const CaseLineReader&) = delete;
  CaseLineReader& operator=(const CaseLineReader&) = delete;
  ~CaseLineReader();

  // `line`: from brace to brace. Nothing where anything is wrong, unknown or twice.
  std::optional<CaseResult> Read(std::string_view line);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_CASE_LINE_H_
