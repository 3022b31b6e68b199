// Whether a bundle is what it says, by nothing but what is in it and this program's own suite.
//
//   const Verification verified = VerifyBundle(folder, suites);

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_VERIFICATION_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_VERIFICATION_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "reports/results/tally.h"

namespace closespec {

inline constexpr const char* kTargetFile = "target.json";
inline constexpr const char* kResultsFile = "results.json";

struct Verification {
  std::vector<std::string> problems;  // a sentence each, with the file or case it is about
  Run head;                           // what it says that it is of
  VerdictCounts verdicts;             // as recorded
  std::size_t files = 0;
  std::size_t cases = 0;
  std::size_t not_for_the_server = 0;  // of the suite's cases, where the stack is one
  std::size_t judged_again = 0;
  std::size_t captures = 0;          // whose segments are those of the journal
  std::size_t on_the_suts_word = 0;  // of those judged again: only its own peer's answers say so
  std::size_t on_the_runs_word = 0;  // did not run: the kernel is said to have refused a setting
};

// `folder`: the bundle, unpacked. DocumentError where a document in it is malformed.
Verification VerifyBundle(const std::filesystem::path& folder, const std::filesystem::path& suites);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_VERIFICATION_H_
