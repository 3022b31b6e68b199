#include <future>
#include <iostream>
#include <sstream>

#include "harness/cli/commands.h"
#include "harness/cli/recorded_ladders.h"
#include "reports/diff/diff_text.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

// One a core: reading is most of the work.
std::pair<RunFacts, RunFacts> ReadBoth(const std::filesystem::path& before,
                                       const std::filesystem::path& after) {
  auto reading = std::async(std::launch::async, [&before] { return ReadRunFacts(before); });
  RunFacts second = ReadRunFacts(after);
  return {reading.get(), std::move(second)};
}

}  // namespace

int DiffCommand(const Installation& installation, const std::filesystem::path& before,
                const std::filesystem::path& after, bool as_json) {
  const auto [left, right] = ReadBoth(before, after);
  const RunDifference difference = Compare(left, right);
  const int code = IsEmpty(difference) ? kAsExpected : kFellShort;
  const NamedRun first{before.string(), left};
  const NamedRun second{after.string(), right};
  if (as_json) {
    PrintDiffJson(std::cout, first, second, difference);
    return code;
  }
  const Look look = ChooseLook(FactsOf(Stream::kOutput));
  RecordedLadders ladders(installation.suites, look);
  const auto draw = [&](const CaseDifference& each) {
    return "\n  A\n" + ladders.Draw(before, first.facts.head, *each.before) + "\n  B\n" +
           ladders.Draw(after, second.facts.head, *each.after) + "\n";
  };
  PrintDiff(std::cout, first, second, difference,
            {[&look](std::string_view text) { return Clean(look, text); }, draw});
  return code;
}

}  // namespace closespec
