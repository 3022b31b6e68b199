// Brings back a stack that answers no more, by a command of its target's, before the next case.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_RESETTING_H_
#define CLOSESPEC_HARNESS_SCHEDULE_RESETTING_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>

#include "harness/conductor/launcher.h"
#include "suites/model/journal.h"

namespace closespec {

class Resetting {
 public:
  // Nothing to launch: no stack is ever brought back. `patience`: with the command.
  explicit Resetting(LaunchPlan command,
                     std::chrono::milliseconds patience = std::chrono::minutes(10))
      : command_(std::move(command)), patience_(patience) {}

  [[nodiscard]] bool IsPossible() const { return !command_.command.empty(); }
  // Whether the journal shows that the SUT answers no more and the command was not run since it did
  // last: one that did not help is not run again.
  bool IsDueAfter(const Journal& journal);

  // Runs the command and says how it ended.
  boost::asio::awaitable<std::string> Run(Launcher& launcher,
                                          boost::asio::any_io_executor executor);

 private:
  LaunchPlan command_;
  std::chrono::milliseconds patience_;
  bool has_answered_ = true;  // since the last time
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_RESETTING_H_
