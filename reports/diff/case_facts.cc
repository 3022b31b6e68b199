#include "reports/diff/case_facts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "reports/json/results_reader.h"

namespace closespec {
namespace {

bool IsLess(const Record& left, const Record& right) {
  return std::tie(left.what, left.observed) < std::tie(right.what, right.observed);
}

void SortOnce(std::vector<BrokenCheck>& broken) {
  std::sort(broken.begin(), broken.end());
  broken.erase(std::unique(broken.begin(), broken.end()), broken.end());
}

void SortOnce(std::vector<Record>& records) {
  std::sort(records.begin(), records.end(), IsLess);
  records.erase(std::unique(records.begin(), records.end()), records.end());
}

// The same name again in one case is told apart by its turn.
void NumberRepeated(std::vector<Record>& records) {
  std::map<std::string, int, std::less<>> turns;
  for (Record& each : records) {
    const int turn = ++turns[each.what];
    if (turn > 1) each.what += " #" + std::to_string(turn);
  }
}

// Nothing was judged where it stands alone; any verdict that was is worth more to know.
Verdict WorstOf(Verdict one, Verdict other) {
  if (one == Verdict::kUnsupported) return other;
  if (other == Verdict::kUnsupported) return one;
  return Worsen(one, other);
}

}  // namespace

CaseFacts CaseFactsOf(const CaseResult& result) {
  CaseFacts facts{.id = result.id,
                  .reason = result.reason,
                  .evidence = result.evidence,
                  .verdict = result.verdict};
  facts.counts.Add(result);
  for (const CheckResult& check : result.checks) {
    if (check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates) {
      facts.broken.push_back({check.signature, check.verdict, check.known.has_value()});
    } else if (check.verdict == Verdict::kPermitted) {
      facts.alternatives.push_back(
          {"permitted " + check.clause + ", " + check.expected, check.observed});
    }
  }
  // Whoever wrote it: what was not met shall not pass for met because no check says so.
  const bool is_unmet = result.verdict == Verdict::kFail || result.verdict == Verdict::kDeviates;
  if (is_unmet && facts.broken.empty()) {
    facts.broken.push_back({"no check says what", result.verdict, result.known});
  }
  for (const Record& each : result.records) {
    facts.alternatives.push_back({"record " + each.what, each.observed});
  }
  NumberRepeated(facts.alternatives);
  SortOnce(facts.broken);
  SortOnce(facts.alternatives);
  return facts;
}

void Merge(CaseFacts& facts, const CaseFacts& more) {
  for (const Verdict each : kAllVerdicts) {
    facts.counts.by_verdict.at(static_cast<std::size_t>(each)) += more.counts.Of(each);
  }
  facts.counts.known += more.counts.known;
  facts.counts.rerun += more.counts.rerun;
  facts.broken.insert(facts.broken.end(), more.broken.begin(), more.broken.end());
  SortOnce(facts.broken);
  facts.alternatives.insert(facts.alternatives.end(), more.alternatives.begin(),
                            more.alternatives.end());
  SortOnce(facts.alternatives);
  if (WorstOf(facts.verdict, more.verdict) == facts.verdict) return;
  facts.verdict = more.verdict;
  facts.reason = more.reason;
  facts.evidence = more.evidence;
}

void SortAndMerge(std::vector<CaseFacts>& cases) {
  // Of indices, because the cases are large.
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&cases](std::size_t left, std::size_t right) {
    const int compared = cases[left].id.compare(cases[right].id);
    return compared != 0 ? compared < 0 : left < right;
  });
  std::vector<CaseFacts> sorted;
  sorted.reserve(cases.size());
  for (const std::size_t i : order) {
    if (!sorted.empty() && sorted.back().id == cases[i].id) {
      Merge(sorted.back(), cases[i]);
    } else {
      sorted.push_back(std::move(cases[i]));
    }
  }
  cases = std::move(sorted);
}

RunFacts ReadRunFacts(const std::filesystem::path& folder) {
  RunFacts facts;
  facts.head = ReadResults(folder / "results.json", {.on_case = [&facts](CaseResult&& result) {
                             facts.cases.push_back(CaseFactsOf(result));
                           }});
  SortAndMerge(facts.cases);
  return facts;
}

std::size_t TimesBroken(const CaseFacts& facts) {
  return facts.counts.Of(Verdict::kFail) + facts.counts.Of(Verdict::kDeviates);
}

std::size_t TimesJudged(const CaseFacts& facts) {
  return TimesBroken(facts) + facts.counts.Of(Verdict::kPass) +
         facts.counts.Of(Verdict::kPermitted);
}

std::string VerdictOf(const CaseFacts& facts) {
  std::string text(ToText(facts.verdict));
  const std::size_t so_often = facts.counts.Of(facts.verdict);
  if (so_often == facts.counts.Cases()) return text;
  return text + " (" + std::to_string(so_often) + " of " + std::to_string(facts.counts.Cases()) +
         ")";
}

}  // namespace closespec
