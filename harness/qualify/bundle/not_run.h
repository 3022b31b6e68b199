// Why cases did not even begin, as far as that can be known from outside.
//
//   NotRun not_run(target);
//   if (auto problem = not_run.ProblemOf(run, recorded.reason)) ...

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_NOT_RUN_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_NOT_RUN_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/targets/target.h"
#include "suites/model/scenario.h"
#include "suites/model/settings.h"

namespace closespec {

class NotRun {
 public:
  explicit NotRun(const Target& target) : target_(target) {}

  // Of a case without a journal. Nothing where the target's file gives this very reason, or where
  // the kernel is said to have refused the case's settings.
  std::optional<std::string> ProblemOf(const Case& run, const std::string& reason);
  // Of a case with a journal.
  void AddConducted(const Case& run) { conducted_.insert(run.settings); }

  // Settings that were refused, and made all the same for another case: sentences.
  [[nodiscard]] std::vector<std::string> Contradictions() const;
  // Cases of which only the run says that the kernel refused a setting.
  [[nodiscard]] std::size_t OnTheRunsWord() const { return on_the_runs_word_; }

 private:
  const Target& target_;
  std::map<Settings, std::string> refused_;  // the reason, of the settings
  std::set<Settings> conducted_;
  std::size_t on_the_runs_word_ = 0;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_NOT_RUN_H_
