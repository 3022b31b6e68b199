// Gathers the cases that ask somebody to act, as they come in, and prints them worst first. Cases
// of one scenario with the same signatures are shown once; the others are a line each below it.

#ifndef CLOSESPEC_REPORTS_TERMINAL_FAILURE_GROUPS_H_
#define CLOSESPEC_REPORTS_TERMINAL_FAILURE_GROUPS_H_

#include <iosfwd>
#include <string>
#include <vector>

#include "reports/terminal/failure.h"

namespace closespec {

class FailureGroups {
 public:
  // What `context` refers to must live as long as this.
  explicit FailureGroups(FailureContext context) : context_(std::move(context)) {}

  // A case that asks nobody to act is passed over; one whose deviation is known becomes a line.
  void Add(const Case& judged, const CaseResult& result, const Journal& journal);
  void Print(std::ostream& out) const;

 private:
  struct Group {
    Verdict verdict = Verdict::kFail;
    std::string key;                  // scenario, verdict, signatures
    std::string shown;                // the first case in full
    std::vector<std::string> others;  // parameters of the others, "[unread=16,family=ipv6]"
  };
  struct Known {
    std::string scenario;
    std::string why;
    std::vector<std::string> cases;
  };

  void AddKnown(const CaseResult& result);
  void PrintGroup(std::ostream& out, const Group& group) const;
  void PrintKnown(std::ostream& out) const;

  FailureContext context_;
  std::vector<Group> groups_;
  std::vector<Known> known_;
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_TERMINAL_FAILURE_GROUPS_H_
