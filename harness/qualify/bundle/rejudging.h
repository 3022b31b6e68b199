// A recorded case judged again from its journal, by the suite of this program.
//
//   Rejudging rejudging(LoadSuite(suites), run);
//   const Rejudged again = rejudging.Judge(recorded, folder);

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_REJUDGING_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_REJUDGING_H_

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/loader.h"

namespace closespec {

enum class Comparison {
  kSame,
  kDifferent,
  kWithoutEvidence,
  kChanged,  // the scenario does something else by now, or is gone
};

struct Rejudged {
  Comparison comparison = Comparison::kWithoutEvidence;
  Verdict verdict = Verdict::kPass;  // what it comes to now; only where it is different
  Journal journal;                   // empty without evidence
};

class Rejudging {
 public:
  // `run`: the head of what was recorded, which says what binds its stack. `declared`: by the
  // target. Without it, as of a run's folder, what the judge alone did not decide stays as
  // recorded: the unsupported, and what a canary put aside.
  Rejudging(Suite suite, const Run& run,
            std::optional<std::set<std::string>> declared = std::nullopt);
  Rejudging(const Rejudging&) = delete;
  Rejudging& operator=(const Rejudging&) = delete;

  [[nodiscard]] const Suite& Judged() const { return suite_; }
  // The ids of those of its cases that the run's server cannot go along with.
  [[nodiscard]] const std::set<std::string>& Unfit() const { return unfit_; }
  // Null where the suite has no such case.
  [[nodiscard]] const Case* CaseOf(const std::string& id) const;

  // `folder`: the run's. DocumentError when the journal is malformed.
  [[nodiscard]] Rejudged Judge(const CaseResult& recorded,
                               const std::filesystem::path& folder) const;

 private:
  [[nodiscard]] CaseResult JudgeAgain(const Case& judged, const Journal& journal) const;

  Suite suite_;
  std::set<std::string> unfit_;
  std::optional<std::set<std::string>> declared_;
  std::map<std::string, const Case*, std::less<>> cases_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_REJUDGING_H_
