// Cases of runs, for the tests of diff and gate.

#ifndef CLOSESPEC_REPORTS_DIFF_SAMPLE_FACTS_H_
#define CLOSESPEC_REPORTS_DIFF_SAMPLE_FACTS_H_

#include <string>
#include <utility>
#include <vector>

#include "reports/diff/case_facts.h"

namespace closespec {

inline CaseResult ResultOfCase(const std::string& id, Verdict verdict,
                               const std::vector<std::string>& signatures = {}) {
  CaseResult result;
  result.id = id;
  result.scenario = id.substr(0, id.find('['));
  result.chapter = id.substr(0, id.find('/'));
  result.verdict = verdict;
  for (const std::string& each : signatures) {
    result.checks.push_back({.verdict = verdict, .signature = each, .blame = Blame::kSut});
  }
  return result;
}

inline CaseFacts Passed(const std::string& id) {
  return CaseFactsOf(ResultOfCase(id, Verdict::kPass));
}
inline CaseFacts Failed(const std::string& id, const std::vector<std::string>& signatures) {
  return CaseFactsOf(ResultOfCase(id, Verdict::kFail, signatures));
}
inline CaseFacts Deviated(const std::string& id, const std::vector<std::string>& signatures) {
  return CaseFactsOf(ResultOfCase(id, Verdict::kDeviates, signatures));
}
inline CaseFacts NotJudged(const std::string& id, Verdict verdict, const std::string& reason) {
  CaseResult result = ResultOfCase(id, verdict);
  result.reason = reason;
  return CaseFactsOf(result);
}
inline CaseFacts Permitted(const std::string& id, const std::string& observed) {
  CaseResult result = ResultOfCase(id, Verdict::kPermitted);
  result.checks = {{.expected = "RST or FIN",
                    .observed = observed,
                    .clause = "rfc9293-3.6.1-p4",
                    .verdict = Verdict::kPermitted}};
  return CaseFactsOf(result);
}
inline CaseFacts Recorded(const std::string& id, const std::vector<Record>& records) {
  CaseResult result = ResultOfCase(id, Verdict::kPass);
  result.records = records;
  return CaseFactsOf(result);
}

// The case as it was in `count` repetitions, and then in those of `more`.
inline CaseFacts Repeated(const CaseFacts& facts, int count, CaseFacts more) {
  for (int i = 0; i < count; ++i) Merge(more, facts);
  return more;
}

inline RunFacts RunOfCases(std::vector<CaseFacts> cases) {
  RunFacts facts;
  facts.head.closespec = "0.1.0";
  facts.head.suite_revision = "c0ffee";
  facts.head.started = "2026-11-24T23:18:00Z";
  facts.head.finished = "2026-11-24T23:19:00Z";
  facts.head.sut = {"acme", "acme-7.1", {}};
  facts.cases = std::move(cases);
  SortAndMerge(facts.cases);
  return facts;
}

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_SAMPLE_FACTS_H_
