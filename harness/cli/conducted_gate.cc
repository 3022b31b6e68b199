#include "harness/cli/conducted_gate.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/cli/gate_side.h"
#include "harness/cli/run_folder.h"
#include "harness/cli/run_plan.h"
#include "reports/results/account.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

// Parts small enough that the stacks come in turns, and not so many that starting them costs more
// than the cases.
constexpr std::size_t kCasesOfAPart = 16;
constexpr std::size_t kMostParts = 8;
// Of repetitions; a case that is still undecided then is called by what was seen.
constexpr int kMostRounds = 8;

// Repeating tells nothing of a case that is not there.
bool IsWorthRepeating(const GateOutcome& outcome) {
  static constexpr std::array kClasses = {GateClass::kRegression, GateClass::kChangedFailure,
                                          GateClass::kNew, GateClass::kFlaky, GateClass::kFixed};
  return outcome.is_red && std::ranges::find(kClasses, outcome.what) != kClasses.end();
}

// The cases that are selected, and all that the suite has.
struct Selected {
  std::set<std::string, std::less<>> ids;
  std::set<std::string, std::less<>> known;
};

Selected Select(const Installation& installation, const RunOptions& options) {
  const RunPlan plan = PlanRun(installation, options);
  Selected selected;
  for (const Case* each : plan.cases) selected.ids.insert(each->id);
  for (const Scenario& scenario : plan.suite.scenarios) {
    for (const Case& each : scenario.cases) selected.known.insert(each.id);
  }
  return selected;
}

// What the suite has no more stays, if it would have been selected.
void CutBaseline(const Selected& selected, const std::vector<std::string>& selectors,
                 RunFacts& baseline) {
  std::erase_if(baseline.cases, [&](const CaseFacts& each) {
    if (selected.known.contains(each.id)) return !selected.ids.contains(each.id);
    const std::string scenario = each.id.substr(0, each.id.find('['));
    return !selectors.empty() && std::ranges::none_of(selectors, [&](const std::string& selector) {
      return FitsSelector(selector, scenario, each.id);
    });
  });
}

// Two at least, so that neither stack has the machine first and then no more.
int PartsOf(std::size_t cases) {
  const std::size_t wanted = std::clamp<std::size_t>(cases / kCasesOfAPart, 2, kMostParts);
  return static_cast<int>(std::min(wanted, cases));
}

class ConductedGate {
 public:
  ConductedGate(const GatePolicy& policy, GateSide& now, GateSide* other, RunFacts recorded)
      : policy_(policy), now_(now), other_(other), recorded_(std::move(recorded)) {}

  void Conduct(int parts) {
    for (int part = 1; part <= parts && !WasCutShort(); ++part) {
      now_.RunPart(part, parts);
      if (other_ != nullptr) other_->RunPart(part, parts);
    }
    for (int round = 1; round <= kMostRounds && !WasCutShort(); ++round) {
      const auto wanted = Wanted();
      if (wanted.empty()) return;
      for (const auto& [times, ids] : wanted) {
        std::cerr << "closespec: " << ids.size() << (ids.size() == 1 ? " case" : " cases")
                  << " again, " << times << (times == 1 ? " time" : " times") << '\n';
        now_.RunAgain(ids, times);
        if (other_ != nullptr) other_->RunAgain(ids, times);
      }
    }
  }

  [[nodiscard]] const RunFacts& Baseline() const {
    return other_ != nullptr ? other_->Facts() : recorded_;
  }

 private:
  [[nodiscard]] bool WasCutShort() const {
    return now_.Facts().head.interrupted || (other_ != nullptr && other_->Facts().head.interrupted);
  }

  // Cases by how often they are to be run again.
  [[nodiscard]] std::map<std::size_t, std::vector<std::string>> Wanted() const {
    std::map<std::size_t, std::vector<std::string>> wanted;
    for (const GateOutcome& each : Judge(policy_, Baseline(), now_.Facts()).outcomes) {
      if (!IsWorthRepeating(each)) continue;
      std::size_t times = now_.Wanted(each.Id());
      if (other_ != nullptr) times = std::max(times, other_->Wanted(each.Id()));
      if (times > 0) wanted[times].push_back(each.Id());
    }
    return wanted;
  }

  const GatePolicy& policy_;
  GateSide& now_;
  GateSide* other_;  // null: the baseline is recorded
  RunFacts recorded_;
};

}  // namespace

void RequireBaseline(const std::filesystem::path& baseline, const Run& head, SocketKind sockets) {
  const std::string file = (baseline / "results.json").string();
  if (!IsWhole(head)) {
    throw DocumentError(file + ": a baseline must be a run that came to its end");
  }
  if (head.selection && !head.selection->shard.empty()) {
    throw DocumentError(file + ": is shard " + head.selection->shard +
                        " of a run, which is no baseline; closespec merge makes the run whole");
  }
  if (head.socket == sockets) return;
  throw DocumentError(file + ": a baseline with --socket " + std::string(ToText(head.socket)) +
                      ", of a run with --socket " + std::string(ToText(sockets)) +
                      "; it must be a run with the same");
}

GateRuns ConductGate(const Installation& installation, const GateOptions& options,
                     const GatePolicy& policy) {
  RunOptions run = options.run;
  run.selectors = options.words;
  const Selected selected = Select(installation, run);
  RunFacts recorded;
  if (!options.baseline.empty()) {
    recorded = ReadRunFacts(options.baseline);
    RequireBaseline(options.baseline, recorded.head, run.socket);
    CutBaseline(selected, run.selectors, recorded);
  }
  if (options.against.empty()) {
    const std::filesystem::path output = MakeRunFolder(run.output);
    GateSide now(installation, run, output);
    ConductedGate gate(policy, now, nullptr, std::move(recorded));
    gate.Conduct(1);
    return {{options.baseline, gate.Baseline()}, {output, now.Facts()}};
  }
  RunOptions other_run = run;
  other_run.kernel.clear();
  other_run.target = options.against;
  // A target that is not there is told of before the other one is run. It may leave out more.
  const std::size_t cases =
      std::min(selected.ids.size(), PlanRun(installation, other_run).cases.size());
  const std::filesystem::path output = MakeRunFolder(run.output);
  GateSide now(installation, run, output / "target");
  GateSide other(installation, other_run, output / "against");
  ConductedGate gate(policy, now, &other, {});
  gate.Conduct(PartsOf(cases));
  if (!IsWhole(other.Facts().head)) {
    throw DocumentError(other.Output().string() + ": the run did not come to its end");
  }
  return {{other.Output(), other.Facts()}, {now.Output(), now.Facts()}};
}

}  // namespace closespec
