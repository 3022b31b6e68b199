#include "reports/gate/bisect.h"

#include <algorithm>

namespace closespec {
namespace {

bool IsUnknownFailure(const BrokenCheck& check) {
  return check.verdict == Verdict::kFail && !check.known;
}

const BrokenCheck* FindBad(const CaseFacts& facts, const std::string& signature) {
  const auto found = std::ranges::find_if(facts.broken, [&](const BrokenCheck& each) {
    return signature.empty() ? IsUnknownFailure(each) : each.signature == signature;
  });
  return found == facts.broken.end() ? nullptr : &*found;
}

}  // namespace

BisectAnswer Bisect(const RunFacts& run, const std::string& signature) {
  BisectAnswer answer;
  if (run.cases.empty() || run.head.finished.empty() || run.head.interrupted) {
    answer = {Bisected::kCannotTell, "the run did not come to its end"};
  }
  for (const CaseFacts& each : run.cases) {
    if (const BrokenCheck* bad = FindBad(each, signature)) {
      return {Bisected::kBad, each.id + ": " + bad->signature + ", in " +
                                  std::to_string(TimesBroken(each)) + " of " +
                                  std::to_string(TimesJudged(each))};
    }
    if (answer.answer == Bisected::kCannotTell) continue;
    if (TimesJudged(each) < each.counts.Cases()) {
      answer = {Bisected::kCannotTell, each.id + ": " + VerdictOf(each) + ": " + each.reason};
    } else if (std::ranges::any_of(each.broken, IsUnknownFailure)) {
      answer = {Bisected::kCannotTell, each.id + ": fails otherwise"};
    }
  }
  if (answer.answer == Bisected::kGood) {
    answer.why = std::to_string(run.cases.size()) + (run.cases.size() == 1 ? " case" : " cases");
  }
  return answer;
}

}  // namespace closespec
