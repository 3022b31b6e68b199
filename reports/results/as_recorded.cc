#include "reports/results/as_recorded.h"

#include <utility>
#include <variant>

#include "suites/model/fit_to_socket.h"

namespace closespec {

void MakeAsRecorded(const Run& run, const Requirements& requirements, Case& original) {
  if (const auto server = ServerOf(run.sut.stack)) {
    auto fitted = FitToServer(original, *server);
    if (auto* fits = std::get_if<Case>(&fitted)) original = std::move(*fits);
  }
  if (run.socket != SocketKind::kTcp) {
    auto fitted = FitToSocket(original, run.socket);
    if (auto* fits = std::get_if<Case>(&fitted)) original = std::move(*fits);
  }
  ResolveLevels(requirements, {run.follows.begin(), run.follows.end()}, original);
}

void MakeAsRecorded(const Run& run, Suite& suite) {
  for (Scenario& scenario : suite.scenarios) {
    for (Case& each : scenario.cases) MakeAsRecorded(run, suite.requirements, each);
  }
}

}  // namespace closespec
