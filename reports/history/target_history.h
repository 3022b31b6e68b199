// What a history knows of one target, run after run.

#ifndef CLOSESPEC_REPORTS_HISTORY_TARGET_HISTORY_H_
#define CLOSESPEC_REPORTS_HISTORY_TARGET_HISTORY_H_

#include <string>
#include <vector>

#include "reports/history/kept_run.h"

namespace closespec {

struct PastRun {
  std::string stack;       // "linux-6.18.44"
  std::string peer_stack;  // of the other side
  std::string suite_revision;
  std::string closespec;
  std::string started;  // UTC, ISO 8601
  std::string folder;   // where it was when it was added

  bool operator==(const PastRun&) const = default;
};

struct PastOutcome {
  std::size_t run = 0;  // into TargetHistory::runs
  KeptCase kept;        // without its id

  bool operator==(const PastOutcome&) const = default;
};

struct CaseHistory {
  std::string id;
  std::vector<PastOutcome> outcomes;  // by run; a run that did not have the case has none

  bool operator==(const CaseHistory&) const = default;
};

struct TargetHistory {
  std::string target;
  std::string peer_target;
  std::vector<PastRun> runs;       // in the order in which they began
  std::vector<CaseHistory> cases;  // by id

  bool operator==(const TargetHistory&) const = default;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HISTORY_TARGET_HISTORY_H_
