#include "reports/results/as_recorded.h"

#include <utility>
#include <variant>

#include "suites/model/fit_to_socket.h"

namespace closespec {

bool MakeAsRecorded(const Run& run, const Requirements& requirements, Case& original) {
  bool fits = true;
  const auto take = [&](std::variant<Case, DoesNotFit> fitted) {
    if (auto* made = std::get_if<Case>(&fitted)) {
      original = std::move(*made);
    } else {
      fits = false;
    }
  };
  if (const auto server = ServerOf(run.sut.stack)) take(FitToServer(original, *server));
  if (run.socket != SocketKind::kTcp) take(FitToSocket(original, run.socket));
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
