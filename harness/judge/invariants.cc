#include "harness/judge/invariants.h"

#include <algorithm>

namespace closespec {
namespace {

const Allowance* FindWaiver(const Case& judged, const std::string& name) {
  const auto found = std::find_if(judged.waive.begin(), judged.waive.end(),
                                  [&](const Allowance& each) { return each.what == name; });
  return found == judged.waive.end() ? nullptr : &*found;
}

CheckResult NotJudged(const std::string& name, const std::string& clause,
                      const std::string& reason) {
  CheckResult result;
  result.expected = name;
  result.observed = "not judged";
  result.clause = clause;
  result.level = Level::kRecord;
  result.reason = reason;
  return result;
}

CheckResult Result(const Case& judged, const std::string& name, Breach breach) {
  if (const Allowance* waiver = FindWaiver(judged, name)) {
    return NotJudged(name, waiver->clause, "waived");
  }
  if (!breach.unjudged.empty()) return NotJudged(name, breach.clause, breach.unjudged);
  Finding& finding = breach.finding;
  if (finding.met) finding.observed = "held";
  finding.signature = "invariant." + name + ": " + finding.observed;
  finding.expected = name + (finding.expected.empty() ? "" : ": " + finding.expected);
  const auto level = judged.levels.find(breach.clause);
  return Weigh(finding, breach.clause, level == judged.levels.end() ? breach.level : level->second);
}

}  // namespace

std::vector<CheckResult> JudgeInvariants(const Evidence& evidence, std::size_t broke_off) {
  const Case& judged = evidence.judged;
  const bool is_complete = broke_off >= evidence.timeline.Source().entries.size();
  const std::size_t end = std::min(broke_off, evidence.timeline.ScenarioEnd());
  const Breach broken_off{.clause = "rfc9293-3.6-p4", .unjudged = "the case broke off"};
  std::vector<CheckResult> results = {
      Result(judged, "byte_ledger", is_complete ? JudgeByteLedger(evidence) : broken_off),
      Result(judged, "no_war", JudgeNoWar(evidence, end)),
      Result(judged, "nothing_left", is_complete ? JudgeNothingLeft(evidence) : broken_off),
      Result(judged, "well_formed", JudgeWellFormed(evidence, end)),
  };
  // That nothing was heard says nothing: few logs can be read.
  if (Breach breach = JudgeQuiet(evidence); !breach.finding.met) {
    results.push_back(Result(judged, "quiet_kernel", std::move(breach)));
  }
  return results;
}

}  // namespace closespec
