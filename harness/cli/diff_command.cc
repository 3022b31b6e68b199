#include <iostream>

#include "harness/cli/commands.h"
#include "harness/cli/read_both.h"
#include "harness/cli/recorded_ladders.h"
#include "reports/diff/diff_text.h"
#include "reports/terminal/layout.h"

namespace closespec {
int DiffCommand(const Installation& installation, const DiffOptions& options) {
  const auto [left, right] = ReadBoth(options.before, options.after);
  const RunDifference difference = Compare(left, right);
  const int code = IsEmpty(difference) ? kAsExpected : kFellShort;
  const NamedRun first{options.before.string(), left};
  const NamedRun second{options.after.string(), right};
  if (options.as_json) {
    PrintDiffJson(std::cout, first, second, difference);
    return code;
  }
  const Look look = ChooseLook(FactsOf(Stream::kOutput));
  RecordedLadders ladders(installation.suites, look);
  const auto draw = [&](const CaseDifference& each) {
    return "\n  A\n" + ladders.Draw(options.before, first.facts, *each.before) + "\n  B\n" +
           ladders.Draw(options.after, second.facts, *each.after) + "\n";
  };
  PrintDiff(std::cout, first, second, difference,
            {[&look](std::string_view text) { return Clean(look, text); }, draw});
  return code;
}

}  // namespace closespec
