#include "reports/results/as_recorded.h"

#include <set>
#include <string>
#include <utility>
#include <variant>

#include "suites/model/fit_to_server.h"

namespace closespec {

void MakeAsRecorded(const Run& run, Suite& suite) {
  const std::set<std::string> follows(run.follows.begin(), run.follows.end());
  const auto server = ServerOf(run.sut.stack);
  for (Scenario& scenario : suite.scenarios) {
    for (Case& each : scenario.cases) {
      if (server) {
        auto fitted = FitToServer(each, *server);
        if (auto* fits = std::get_if<Case>(&fitted)) each = std::move(*fits);
      }
      ResolveLevels(suite.requirements, follows, each);
    }
  }
}

}  // namespace closespec
