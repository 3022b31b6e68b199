// What a comparison needs to know of a case: verdicts and signatures, but not the checks that were
// met, so that two runs of 100,000 cases fit into memory. All repetitions of a case are one.
//
//   const RunFacts facts = ReadRunFacts("closespec-results/latest");

#ifndef CLOSESPEC_REPORTS_DIFF_CASE_FACTS_H_
#define CLOSESPEC_REPORTS_DIFF_CASE_FACTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "reports/results/results.h"
#include "reports/results/tally.h"

namespace closespec {

struct BrokenCheck {
  std::string signature;
  Verdict verdict = Verdict::kFail;  // or kDeviates
  bool known = false;                // covered by a deviation of the target

  auto operator<=>(const BrokenCheck&) const = default;
};

struct CaseFacts {
  std::string id;
  VerdictCounts counts;             // its repetitions
  std::vector<BrokenCheck> broken;  // sorted, each once
  // What was seen where several things are right or no text decides: which permitted alternative,
  // and the records. Sorted, each once.
  std::vector<Record> alternatives;
  std::string reason;                // of the repetition with the worst verdict
  std::string evidence;              // the same
  Verdict verdict = Verdict::kPass;  // the worst

  bool operator==(const CaseFacts&) const = default;
};

struct RunFacts {
  Run head;                      // without cases
  std::vector<CaseFacts> cases;  // by id, each once
};

CaseFacts CaseFactsOf(const CaseResult& result);
// Of several repetitions or runs of one case; `more` has the same id.
void Merge(CaseFacts& facts, const CaseFacts& more);
// Brings cases into order and merges those of one id.
void SortAndMerge(std::vector<CaseFacts>& cases);

// `folder`: a run's output. DocumentError when its results.json is malformed.
RunFacts ReadRunFacts(const std::filesystem::path& folder);

// In how many repetitions a MUST or a SHOULD was broken, and in how many anything was judged.
std::size_t TimesBroken(const CaseFacts& facts);
std::size_t TimesJudged(const CaseFacts& facts);
// "fail", or "fail (3 of 14)" where repetitions disagree.
std::string VerdictOf(const CaseFacts& facts);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_CASE_FACTS_H_
