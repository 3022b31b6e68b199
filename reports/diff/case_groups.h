// Cases of one scenario of which the same is to be said, so that it is said once.

#ifndef CLOSESPEC_REPORTS_DIFF_CASE_GROUPS_H_
#define CLOSESPEC_REPORTS_DIFF_CASE_GROUPS_H_

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace closespec {

struct CaseGroup {
  std::vector<std::string> lines;  // what is said
  std::vector<std::string> ids;    // of whom, in the order in which they came
  std::size_t first = 0;           // which of all cases the first one was
};

class CaseGroups {
 public:
  void Add(const std::string& id, std::vector<std::string> lines);
  // In the order of the first case of each.
  [[nodiscard]] const std::vector<CaseGroup>& All() const { return groups_; }

 private:
  std::vector<CaseGroup> groups_;
  std::unordered_map<std::string, std::size_t> places_;  // by scenario and lines
  std::size_t added_ = 0;
};

// "3 cases", "1 case".
std::string Counted(std::size_t number, const std::string& what);
// The id of the first, the lines below it, and how many more there are; a line each.
std::vector<std::string> LinesOf(const CaseGroup& group);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_CASE_GROUPS_H_
