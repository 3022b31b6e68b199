// How far a run is: one line that is overwritten on a terminal, a plain line now and then
// elsewhere. Goes to standard error.
//
//   Progress progress(std::cerr, look);
//   progress.Show({.done = 12, .total = 1040, .elapsed = watch.Elapsed()});  // as often as you
//   like progress.Clear();  // before anything else is printed, and at the end

#ifndef CLOSESPEC_REPORTS_TERMINAL_PROGRESS_H_
#define CLOSESPEC_REPORTS_TERMINAL_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <optional>

#include "reports/terminal/look.h"

namespace closespec {

struct ProgressState {
  std::size_t done = 0;
  std::size_t total = 0;
  std::size_t running = 0;
  std::size_t failed = 0;  // fail and error
  std::size_t inconclusive = 0;
  std::chrono::milliseconds elapsed{0};  // since the run began
  // Of the cases that are running, until the last of their real-time waits is over.
  std::optional<std::chrono::seconds> longest_wait;
};

class Progress {
 public:
  Progress(std::ostream& out, const Look& look) : out_(out), look_(look) {}

  void Show(const ProgressState& state);
  void Clear();

 private:
  std::ostream& out_;
  Look look_;
  std::optional<std::chrono::milliseconds> shown_at_;
  std::size_t shown_done_ = 0;
  bool line_open_ = false;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_PROGRESS_H_
