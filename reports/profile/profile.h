// What a stack does where no text decides, as the records of a run: the outcome of each call after
// each kind of end. Kept as a text file that people read and that two stacks are compared by.

#ifndef CLOSESPEC_REPORTS_PROFILE_PROFILE_H_
#define CLOSESPEC_REPORTS_PROFILE_PROFILE_H_

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"

namespace closespec {

// The records of one case, in the order in which they were taken.
using CaseProfile = std::vector<Record>;

struct Profile {
  std::string stack;                         // "linux-6.18.44"
  std::map<std::string, CaseProfile> cases;  // by the case's id

  bool operator==(const Profile&) const = default;
};

// Of a run, as its cases come. Cases that differ in family and opener only, and whose records are
// the same, become one without these parameters. A case that was not judged to its end is left out;
// of a case that was repeated the first one counts.
class ProfileBuilder {
 public:
  explicit ProfileBuilder(std::string stack);
  void Add(const CaseResult& result);
  [[nodiscard]] Profile Build() const;

 private:
  Profile all_;
};

std::string ToText(const Profile& profile);
// Throws a DocumentError that names the file, the line, what was found and what is allowed.
Profile ParseProfile(std::string_view text, const std::string& name);

// A profile file, or the folder of a run.
Profile ReadProfile(const std::filesystem::path& source);

struct ProfileDifference {
  std::string where;  // the case
  std::string what;   // the record
  std::string left;   // empty: not on record there
  std::string right;

  bool operator==(const ProfileDifference&) const = default;
};

// What both have cases of; and how many only one of them has.
struct ProfileComparison {
  std::vector<ProfileDifference> differences;
  std::size_t same = 0;
  std::size_t only_left = 0;
  std::size_t only_right = 0;
};
ProfileComparison Compare(const Profile& left, const Profile& right);
std::string ToText(const ProfileComparison& comparison, const Profile& left, const Profile& right);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_PROFILE_PROFILE_H_
