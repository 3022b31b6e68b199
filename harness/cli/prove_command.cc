#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>

#include "harness/cli/commands.h"
#include "harness/cli/interruption.h"
#include "harness/cli/run_folder.h"
#include "harness/cli/run_plan.h"
#include "harness/cli/sandbox_source.h"
#include "harness/cli/timestamp.h"
#include "harness/qualify/faults/faults.h"
#include "harness/qualify/proof_json.h"
#include "harness/qualify/proof_table.h"
#include "harness/qualify/prover.h"
#include "harness/sandbox/jail.h"
#include "reports/terminal/layout.h"
#include "reports/terminal/progress.h"

namespace closespec {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kJobsPerCore = 24;
// With a fault many an event never comes, and each time that costs its budget.
constexpr milliseconds kEventBudget{1000};
constexpr milliseconds kPingBudget{1000};
constexpr milliseconds kCleanupBudget{300};
constexpr milliseconds kQuitBudget{500};

std::vector<ScenarioToProve> ScenariosOf(const RunPlan& plan) {
  const std::set<const Case*> chosen(plan.cases.begin(), plan.cases.end());
  std::vector<ScenarioToProve> scenarios;
  for (const Scenario& scenario : plan.suite.scenarios) {
    std::vector<const Case*> cases;
    for (const Case& each : scenario.cases) {
      if (chosen.count(&each) > 0) cases.push_back(&each);
    }
    if (!cases.empty()) scenarios.push_back({&scenario, RepresentativeFirst(std::move(cases))});
  }
  if (scenarios.empty()) throw NothingSelected("no scenario is left to prove");
  return scenarios;
}

// All faults run, so that no scenario is called idle wrongly; but scenarios that were picked need
// not catch what belongs to other chapters.
std::vector<ProvedFault> FaultsOf(const ProveOptions& options,
                                  const std::vector<ScenarioToProve>& scenarios) {
  std::set<std::string> unknown(options.faults.begin(), options.faults.end());
  std::vector<ProvedFault> faults;
  for (const faults::FaultRow& row : faults::kFaults) {
    const std::string name(row.name);
    const bool is_named = unknown.erase(name) > 0;
    if (!options.faults.empty() && !is_named) continue;
    const bool chapter_runs = std::any_of(
        scenarios.begin(), scenarios.end(),
        [&](const ScenarioToProve& each) { return each.scenario->chapter == row.chapter; });
    faults.push_back({.name = name,
                      .alters = std::string(row.alters),
                      .chapter = std::string(row.chapter),
                      .must_be_caught = is_named || options.selectors.empty() || chapter_runs});
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const ProvedFault& left, const ProvedFault& right) {
                     return left.chapter < right.chapter;
                   });
  if (!unknown.empty()) throw NothingSelected("no planted fault is named " + *unknown.begin());
  return faults;
}

RunPlan PlanOf(const Installation& installation, const ProveOptions& options) {
  RunOptions run;
  run.selectors = options.selectors;
  run.target = options.target;
  run.profile = "full";
  run.jobs = options.jobs;
  RunPlan plan = PlanRun(installation, run);
  if (options.jobs == 0) plan.jobs = plan.jobs * kJobsPerCore / 12;
  return plan;
}

int ProveInside(const Installation& installation, const ProveOptions& options, const RunPlan& plan,
                const Jail& jail) {
  ProvePlan prove;
  prove.scenarios = ScenariosOf(plan);
  prove.faults = FaultsOf(options, prove.scenarios);
  prove.sut = PlanFor(plan.sut, installation.peer);
  prove.peer = PlanFor(plan.peer, installation.peer);
  prove.faults_library = installation.faults.string();
  prove.budgets.event = kEventBudget;
  prove.budgets.silence = plan.sut.limits.silence;
  prove.budgets.ping = kPingBudget;
  prove.budgets.cleanup = kCleanupBudget;
  prove.budgets.quit = kQuitBudget;
  prove.wire_peer.command = {installation.wire_peer.string()};
  prove.sandboxes = SandboxSourceOf(jail, plan.sut, plan.cases);
  prove.jobs = plan.jobs;
  prove.scenarios_must_catch = options.faults.empty();
  ProofHead head{.closespec = CLOSESPEC_VERSION,
                 .suite_revision = plan.suite.revision,
                 .target = plan.sut.name,
                 .started = TimestampNow(),
                 .baseline_runs = 2 * prove.baseline_runs};

  const auto began = steady_clock::now();
  Progress progress(std::cerr, ChooseLook(FactsOf(Stream::kError)));
  Prover prover(std::move(prove), [&](const ProveProgress& state) {
    progress.Show({.done = state.done,
                   .total = state.total,
                   .running = state.running,
                   .elapsed = duration_cast<milliseconds>(steady_clock::now() - began)});
  });
  {
    const Interruption interruption([&prover] { prover.Interrupt(); });
    prover.Run();
    head.interrupted = interruption.Came();
  }
  progress.Clear();
  head.finished = TimestampNow();

  const Proof& proof = prover.Proved();
  PrintProof(std::cout, ChooseLook(FactsOf(Stream::kOutput)), proof);
  const std::filesystem::path file = plan.output / "prove.json";
  const Status written = WriteProof(file, head, proof);
  const std::chrono::duration<double> took = steady_clock::now() - began;
  std::cout << "in " << Duration(took.count()) << "; the whole table is in " << file.string()
            << std::endl;
  if (!written) std::cerr << "closespec: " << written.trouble().what << '\n';
  if (head.interrupted || !written) return kRunBroke;
  return Living(proof).empty() && Idle(proof).empty() ? kAsExpected : kFellShort;
}

}  // namespace

int ProveCommand(const Installation& installation, const ProveOptions& options) {
  RunPlan plan = PlanOf(installation, options);
  plan.output = MakeRunFolder(options.output);
  return RunInJail(
      [&](const Jail& jail) { return ProveInside(installation, options, plan, jail); });
}

}  // namespace closespec
