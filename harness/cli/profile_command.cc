#include <iostream>

#include "harness/cli/commands.h"
#include "harness/cli/options.h"
#include "reports/profile/profile.h"
#include "suites/model/loader.h"

namespace closespec {

int ProfileCommand(const std::filesystem::path& source, const std::filesystem::path& other) {
  const Profile profile = ReadProfile(source);
  if (other.empty()) {
    std::cout << ToText(profile);
    return kAsExpected;
  }
  const Profile against = ReadProfile(other);
  const ProfileComparison comparison = Compare(profile, against);
  if (comparison.same == 0 && comparison.differences.empty()) {
    throw NothingSelected("nothing to compare: no case of " + source.string() + " is in " +
                          other.string());
  }
  std::cout << ToText(comparison, profile, against);
  return comparison.differences.empty() ? kAsExpected : kFellShort;
}

}  // namespace closespec
