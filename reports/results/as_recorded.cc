#include "reports/results/as_recorded.h"

#include "suites/model/fit.h"

namespace closespec {

bool MakeAsRecorded(const Run& run, const Requirements& requirements, Case& original) {
  const bool fits = !Fit({ServerOf(run.sut.stack), run.socket}, original);
  ResolveLevels(requirements, {run.follows.begin(), run.follows.end()}, original);
  return fits;
}

std::set<std::string> MakeAsRecorded(const Run& run, Suite& suite) {
  std::set<std::string> unfit;
  for (Scenario& scenario : suite.scenarios) {
    for (Case& each : scenario.cases) {
      if (!MakeAsRecorded(run, suite.requirements, each)) unfit.insert(each.id);
    }
  }
  return unfit;
}

}  // namespace closespec
