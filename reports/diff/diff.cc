#include "reports/diff/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace closespec {
namespace {

// Which alternative was taken is drift.
Verdict Compared(Verdict verdict) {
  return verdict == Verdict::kPermitted ? Verdict::kPass : verdict;
}

// Repetitions that disagree are something else than the worst of them every time.
std::set<Verdict> VerdictsOf(const CaseFacts& facts) {
  std::set<Verdict> verdicts;
  for (const Verdict each : kAllVerdicts) {
    if (facts.counts.Of(each) != 0) verdicts.insert(Compared(each));
  }
  return verdicts;
}

bool SameChecks(const CaseFacts& before, const CaseFacts& after) {
  return std::ranges::equal(
      before.broken, after.broken, [](const BrokenCheck& left, const BrokenCheck& right) {
        return left.signature == right.signature && left.verdict == right.verdict;
      });
}

std::set<std::string> SignaturesIn(const CaseFacts* facts) {
  std::set<std::string> signatures;
  if (facts == nullptr) return signatures;
  for (const BrokenCheck& each : facts->broken) signatures.insert(each.signature);
  return signatures;
}

void Join(std::string& text, const std::string& more) {
  text += (text.empty() ? "" : " or ") + more;
}

}  // namespace

void ForEachPair(const std::vector<CaseFacts>& before, const std::vector<CaseFacts>& after,
                 const std::function<void(const CaseDifference&)>& visit) {
  auto left = before.begin();
  auto right = after.begin();
  while (left != before.end() || right != after.end()) {
    CaseDifference pair;
    const bool take_left = right == after.end() || (left != before.end() && left->id <= right->id);
    const bool take_right = left == before.end() || (right != after.end() && right->id <= left->id);
    if (take_left) pair.before = &*left++;
    if (take_right) pair.after = &*right++;
    visit(pair);
  }
}

RunDifference Compare(const RunFacts& before, const RunFacts& after) {
  RunDifference difference;
  ForEachPair(before.cases, after.cases, [&difference](const CaseDifference& pair) {
    if (pair.before == nullptr) {
      difference.added.push_back(pair);
    } else if (pair.after == nullptr) {
      difference.removed.push_back(pair);
    } else if (VerdictsOf(*pair.before) != VerdictsOf(*pair.after) ||
               !SameChecks(*pair.before, *pair.after)) {
      difference.changed.push_back(pair);
    } else if (pair.before->verdict != pair.after->verdict ||
               pair.before->alternatives != pair.after->alternatives) {
      difference.drifted.push_back(pair);
    } else {
      ++difference.same;
    }
  });
  return difference;
}

bool IsEmpty(const RunDifference& difference) {
  return difference.added.empty() && difference.removed.empty() && difference.changed.empty() &&
         difference.drifted.empty();
}

SignatureChange SignaturesOf(const CaseDifference& difference) {
  const std::set<std::string> before = SignaturesIn(difference.before);
  const std::set<std::string> after = SignaturesIn(difference.after);
  SignatureChange change;
  std::ranges::set_difference(before, after, std::back_inserter(change.gone));
  std::ranges::set_difference(after, before, std::back_inserter(change.come));
  return change;
}

std::vector<Drift> DriftOf(const CaseDifference& difference) {
  std::map<std::string, Drift> by_name;
  const auto take = [&by_name](const CaseFacts* facts, std::string Drift::*side) {
    if (facts == nullptr) return;
    for (const Record& each : facts->alternatives) {
      Drift& drift = by_name[each.what];
      drift.what = each.what;
      Join(drift.*side, each.observed);
    }
  };
  take(difference.before, &Drift::before);
  take(difference.after, &Drift::after);
  std::vector<Drift> drifts;
  for (auto& [name, drift] : by_name) {
    if (drift.before != drift.after) drifts.push_back(std::move(drift));
  }
  return drifts;
}

}  // namespace closespec
