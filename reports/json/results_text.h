// The pieces of results.json as text, each on one line. What has its default value is left out;
// results.schema.json names the defaults.

#ifndef CLOSESPEC_REPORTS_JSON_RESULTS_TEXT_H_
#define CLOSESPEC_REPORTS_JSON_RESULTS_TEXT_H_

#include <string>
#include <string_view>

#include "reports/results/results.h"
#include "reports/results/tally.h"

namespace closespec {

inline constexpr std::string_view kResultsFormat = "closespec-results";
inline constexpr int kResultsVersion = 1;

// Scenario and chapter as a case's id tells them; they are written only where they differ.
std::string_view ScenarioOf(std::string_view id);
std::string_view ChapterOf(std::string_view id);

// From the opening brace to the opening bracket of the cases.
std::string RunText(const Run& run);
std::string CaseText(const CaseResult& result);
// From the closing bracket of the cases to the end.
std::string EndingText(const std::string& finished, bool interrupted, const Tally& tally);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_RESULTS_TEXT_H_
