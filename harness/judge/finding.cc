#include "harness/judge/finding.h"

namespace closespec {
namespace {

bool Binds(Level level) { return level == Level::kMust || level == Level::kShould; }

void WeighBroken(const Finding& finding, CheckResult& result) {
  result.signature = finding.signature;
  result.blame = finding.blame;
  if (finding.blame != Blame::kSut) {
    result.verdict = Verdict::kInconclusive;
  } else {
    result.verdict = result.level == Level::kMust ? Verdict::kFail : Verdict::kDeviates;
  }
}

}  // namespace

CheckResult Weigh(const Finding& finding, const std::string& clause, Level level) {
  CheckResult result;
  result.expected = finding.expected;
  result.observed = finding.observed;
  result.clause = clause;
  result.level = level;
  result.reason = finding.reason;
  result.entry = finding.entry;
  if (finding.doubt && (Binds(level) || finding.doubt->verdict == Verdict::kError)) {
    result.verdict = finding.doubt->verdict;
    result.blame = finding.doubt->blame;
    result.reason = finding.doubt->reason;
  } else if (finding.met) {
    const bool is_choice = finding.left_open && level != Level::kRecord;
    result.verdict = is_choice ? Verdict::kPermitted : Verdict::kPass;
  } else if (Binds(level)) {
    WeighBroken(finding, result);
  } else {
    result.reason = "the clause does not bind here: seen, not judged";
  }
  return result;
}

}  // namespace closespec
