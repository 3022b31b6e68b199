#include "reports/gate/gate.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "reports/gate/sequential_test.h"
#include "reports/results/account.h"

namespace closespec {
namespace {

constexpr std::array<std::pair<GateClass, std::string_view>, 11> kClasses = {{
    {GateClass::kRegression, "regression"},
    {GateClass::kChangedFailure, "changed failure"},
    {GateClass::kNew, "new"},
    {GateClass::kFlaky, "flaky"},
    {GateClass::kCapabilityLost, "capability lost"},
    {GateClass::kExpired, "expired"},
    {GateClass::kFixed, "fixed"},
    {GateClass::kRemoved, "removed"},
    {GateClass::kUnproved, "unproved"},
    {GateClass::kExpected, "expected"},
    {GateClass::kAsBefore, "as before"},
}};

bool WasJudged(const CaseFacts* facts) { return facts != nullptr && TimesJudged(*facts) > 0; }

bool IsSeen(const CaseFacts& facts, const std::string& signature) {
  return std::ranges::any_of(
      facts.broken, [&signature](const BrokenCheck& each) { return each.signature == signature; });
}

// One case, weighed step by step. What is found first decides the class; all of it is told.
class Weighing {
 public:
  Weighing(const GatePolicy& policy, const CaseDifference& facts)
      : policy_(policy), before_(facts.before), now_(facts.after) {
    outcome_.facts = facts;
  }

  GateOutcome Weigh() && {
    if (now_ == nullptr) {
      Set(GateClass::kRemoved, true,
          "the baseline has it (" + VerdictOf(*before_) + "), not the run");
    } else if (!WasJudged(now_)) {
      WeighUnjudged();
    } else {
      WeighJudged();
    }
    return std::move(outcome_);
  }

 private:
  // A check that is broken and that nobody knows.
  struct Open {
    std::string signature;
    Verdict verdict = Verdict::kFail;
    bool is_fresh = false;  // the baseline does not have it either
  };

  void Set(GateClass what, bool is_red, const std::string& reason) {
    if (outcome_.reasons.empty()) {
      outcome_.what = what;
      outcome_.is_red = is_red;
    }
    outcome_.reasons.push_back(reason);
  }

  void WeighUnjudged() {
    if (now_->verdict != Verdict::kUnsupported) {
      return Set(GateClass::kUnproved, false, VerdictOf(*now_) + ": " + now_->reason);
    }
    if (WasJudged(before_)) {
      Set(GateClass::kCapabilityLost, true,
          "was " + VerdictOf(*before_) + ", is unsupported: " + now_->reason);
    } else if (before_ == nullptr && policy_.has_baseline) {
      Set(GateClass::kNew, false, Course());
    }
  }

  void WeighJudged() {
    SortExpectations();
    FindOpen();
    for (const Open& each : open_) {
      if (IsOfDeclaration(each.signature)) {
        Set(GateClass::kCapabilityLost, true, "declared and not there: " + each.signature);
      }
    }
    for (const ExpectedFailure* each : expired_) {
      if (IsSeen(*now_, each->deviation.signature)) {
        Set(GateClass::kExpired, true,
            each->place + " expired on " + each->deviation.expires + " and was " +
                each->deviation.owner + "'s: " + each->deviation.signature);
      }
    }
    WeighOpen();
    for (const ExpectedFailure* each : stale_) {
      Set(GateClass::kFixed, true,
          each->place +
              " expects what is not seen any more; take it out: " + each->deviation.signature);
    }
    if (!outcome_.reasons.empty()) return;
    if (policy_.has_baseline && !WasJudged(before_)) {
      return Set(GateClass::kNew, false, Course());
    }
    if (now_->broken.empty() && before_ != nullptr && !before_->broken.empty()) {
      return Set(GateClass::kFixed, false,
                 "was " + VerdictOf(*before_) + ", is " + VerdictOf(*now_) +
                     "; a new baseline keeps it so");
    }
    if (!now_->broken.empty()) outcome_.what = GateClass::kExpected;
  }

  void SortExpectations() {
    for (const ExpectedFailure* each : policy_.expectations.Of(now_->id)) {
      if (!IsSeen(*now_, each->deviation.signature)) {
        stale_.push_back(each);
      } else if (HasExpired(each->deviation, policy_.today)) {
        expired_.push_back(each);
      } else {
        held_.push_back(each);
      }
    }
  }

  void FindOpen() {
    for (const BrokenCheck& each : now_->broken) {
      const auto expects = [&each](const ExpectedFailure* one) {
        return one->deviation.signature == each.signature;
      };
      if (each.known || std::ranges::any_of(held_, expects) ||
          std::ranges::any_of(expired_, expects)) {
        continue;
      }
      open_.push_back(
          {each.signature, each.verdict, before_ == nullptr || !IsSeen(*before_, each.signature)});
    }
  }

  void WeighOpen() {
    // Without a baseline nobody can tell of a SHOULD whether it was ever met.
    std::erase_if(open_, [this](const Open& each) {
      return IsOfDeclaration(each.signature) ||
             (policy_.has_baseline ? !each.is_fresh : each.verdict != Verdict::kFail);
    });
    if (open_.empty()) return;
    const bool any_must =
        std::ranges::any_of(open_, [](const Open& each) { return each.verdict == Verdict::kFail; });
    const GateClass what = ClassOfOpen();
    // A case that nobody has seen before may fall short of a SHOULD, as a run may.
    const bool is_red = any_must || what != GateClass::kNew;
    Set(what, is_red, Course());
    for (const Open& each : open_) {
      outcome_.reasons.push_back(
          (each.verdict == Verdict::kFail ? "breaks a MUST: " : "misses a SHOULD: ") +
          each.signature);
    }
  }

  [[nodiscard]] GateClass ClassOfOpen() const {
    const std::size_t broken = TimesBroken(*now_);
    const std::size_t good = TimesJudged(*now_) - broken;
    if (good > 0) {
      SequentialTest test;
      test.Add(true, broken);
      test.Add(false, good);
      if (test.Decision() != Steadiness::kSteady) return GateClass::kFlaky;
    }
    if (!policy_.has_baseline) {
      return held_.empty() && stale_.empty() && expired_.empty() ? GateClass::kRegression
                                                                 : GateClass::kChangedFailure;
    }
    if (!WasJudged(before_)) return GateClass::kNew;
    return before_->broken.empty() ? GateClass::kRegression : GateClass::kChangedFailure;
  }

  [[nodiscard]] std::string Course() const {
    const std::size_t judged = TimesJudged(*now_);
    std::string text = before_ == nullptr ? "" : "was " + VerdictOf(*before_) + ", ";
    text += judged <= 1 || TimesBroken(*now_) == 0
                ? "is " + std::string(ToText(now_->verdict))
                : "failed " + std::to_string(TimesBroken(*now_)) + " of " + std::to_string(judged);
    if (before_ == nullptr && policy_.has_baseline) text += ", and the baseline has no such case";
    return text;
  }

  const GatePolicy& policy_;
  const CaseFacts* before_;
  const CaseFacts* now_;
  std::vector<const ExpectedFailure*> held_;
  std::vector<const ExpectedFailure*> stale_;
  std::vector<const ExpectedFailure*> expired_;
  std::vector<Open> open_;
  GateOutcome outcome_;
};

}  // namespace

std::string_view ToText(GateClass what) {
  const auto* const row =
      std::ranges::find(kClasses, what, [](const auto& each) { return each.first; });
  return row == kClasses.end() ? std::string_view("?") : row->second;
}

GateOutcome JudgeCase(const GatePolicy& policy, const CaseDifference& facts) {
  return Weighing(policy, facts).Weigh();
}

GateReport Judge(const GatePolicy& policy, const RunFacts& baseline, const RunFacts& run) {
  GateReport report;
  std::set<const ExpectedFailure*> used;
  ForEachPair(baseline.cases, run.cases, [&](const CaseDifference& pair) {
    if (pair.after != nullptr) {
      for (const ExpectedFailure* each : policy.expectations.Of(pair.after->id)) used.insert(each);
    }
    GateOutcome outcome = JudgeCase(policy, pair);
    ++report.counts[outcome.what];
    if (outcome.what == GateClass::kAsBefore && pair.before != nullptr &&
        pair.before->alternatives != pair.after->alternatives) {
      ++report.drifted;
    }
    if (outcome.what != GateClass::kAsBefore && outcome.what != GateClass::kExpected) {
      report.outcomes.push_back(std::move(outcome));
    }
  });
  const auto homeless = policy.expectations.FittingNoneOf(policy.known_cases);
  for (const ExpectedFailure& each : policy.expectations.All()) {
    if (used.contains(&each)) continue;
    (homeless.contains(&each) ? report.stale : report.unused)
        .push_back(each.place + ": " + each.deviation.cases);
  }
  if (!IsWhole(run.head)) report.troubles.emplace_back("the run did not come to its end");
  return report;
}

int ExitCode(const GateReport& report) {
  int code = report.troubles.empty() && !report.counts.contains(GateClass::kUnproved) ? 0 : 3;
  for (const GateOutcome& each : report.outcomes) {
    if (each.is_red) code = WorseExit(code, 1);
  }
  return report.stale.empty() ? code : WorseExit(code, 1);
}

std::string_view ConclusionOf(const GateReport& report) {
  const int code = ExitCode(report);
  if (code == 0) return "green";
  return code == 1 ? "red" : "not proved";
}

}  // namespace closespec
