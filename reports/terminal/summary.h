// What a run came to: a table by chapter, the slowest cases, why cases were not run, what the exit
// code means, and where the results are. Cases are counted as they come in and not kept.

#ifndef CLOSESPEC_REPORTS_TERMINAL_SUMMARY_H_
#define CLOSESPEC_REPORTS_TERMINAL_SUMMARY_H_

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "reports/results/tally.h"
#include "reports/terminal/look.h"

namespace closespec {

// What only the caller knows.
struct SummaryContext {
  int exit_code = 0;
  std::chrono::milliseconds elapsed{0};
  std::string results;  // path of results.json
};

class Summary {
 public:
  void Add(const CaseResult& result);
  // Of `run` the head is read, not the cases.
  void Print(std::ostream& out, const Look& look, const Run& run,
             const SummaryContext& context) const;

  [[nodiscard]] const Tally& Counted() const { return tally_; }

 private:
  struct Slow {
    std::chrono::microseconds duration{0};
    std::string id;
  };

  void PrintNotes(std::ostream& out, const Look& look, const Run& run) const;
  [[nodiscard]] std::vector<std::string> WhyNotRun() const;
  // There were cases, and none could be run.
  [[nodiscard]] bool IsEmpty() const;

  Tally tally_;
  std::vector<Slow> slowest_;                   // longest first
  std::map<std::string, std::size_t> not_run_;  // cases by the reason
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_SUMMARY_H_
