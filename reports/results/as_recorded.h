// The cases of a suite as a recorded run had them: what they were made into for its stack, and how
// the clauses bound it.

#ifndef CLOSESPEC_REPORTS_RESULTS_AS_RECORDED_H_
#define CLOSESPEC_REPORTS_RESULTS_AS_RECORDED_H_

#include <set>
#include <string>

#include "reports/results/results.h"
#include "suites/model/loader.h"

namespace closespec {

// `run`: its head is enough. False: the case does not fit to the run's server or sockets, and stays
// as it is.
bool MakeAsRecorded(const Run& run, const Requirements& requirements, Case& original);
// All of them. Gives the ids of those that do not fit.
std::set<std::string> MakeAsRecorded(const Run& run, Suite& suite);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_RESULTS_AS_RECORDED_H_
