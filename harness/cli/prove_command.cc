#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <sstream>

#include "harness/cli/commands.h"
#include "harness/cli/interruption.h"
#include "harness/cli/run_folder.h"
#include "harness/cli/run_plan.h"
#include "harness/cli/sandbox_source.h"
#include "harness/cli/standard_output.h"
#include "harness/cli/timestamp.h"
#include "harness/qualify/faults/faults.h"
#include "harness/qualify/link_faults/link_fault.h"
#include "harness/qualify/proof_json.h"
#include "harness/qualify/proof_table.h"
#include "harness/qualify/prover.h"
#include "harness/sandbox/jail.h"
#include "reports/terminal/layout.h"
#include "reports/terminal/progress.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

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

std::vector<ProvedFault> EveryFault() {
  std::vector<ProvedFault> faults;
  for (const faults::FaultRow& row : faults::kFaults) {
    faults.push_back({.name = std::string(row.name),
                      .alters = std::string(row.alters),
                      .chapter = std::string(row.chapter)});
  }
  for (const LinkFault* row : AllLinkFaults()) {
    ProvedFault& fault = faults.emplace_back(ProvedFault{.name = std::string(row->name),
                                                         .alters = std::string(row->alters),
                                                         .chapter = std::string(row->chapter),
                                                         .where = Planted::kOnLink});
    std::istringstream about{std::string(row->about)};
    for (std::string selector; about >> selector;) fault.about.push_back(selector);
  }
  return faults;
}

// All faults run, so that no scenario is called idle wrongly; but scenarios that were picked need
// not catch what belongs to other chapters.
std::vector<ProvedFault> FaultsOf(const ProveOptions& options,
                                  const std::vector<ScenarioToProve>& scenarios,
                                  bool link_can_be_meddled_with) {
  std::set<std::string> unknown(options.faults.begin(), options.faults.end());
  const std::vector<ProvedFault> every = EveryFault();
  std::vector<ProvedFault> faults;
  for (ProvedFault fault : every) {
    const bool is_named = unknown.erase(fault.name) > 0;
    if (!options.faults.empty() && !is_named) continue;
    if (fault.where == Planted::kOnLink && !link_can_be_meddled_with) continue;
    const bool chapter_runs = std::any_of(
        scenarios.begin(), scenarios.end(),
        [&](const ScenarioToProve& each) { return each.scenario->chapter == fault.chapter; });
    fault.must_be_caught = is_named || options.selectors.empty() || chapter_runs;
    faults.push_back(std::move(fault));
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const ProvedFault& left, const ProvedFault& right) {
                     return left.chapter < right.chapter;
                   });
  if (!unknown.empty()) {
    const std::string& first = *unknown.begin();
    std::vector<std::string_view> names;
    for (const ProvedFault& each : every) names.push_back(each.name);
    throw NothingSelected("no planted fault is named \"" + first + "\"" + DidYouMean(first, names));
  }
  return faults;
}

// Nothing where there is a case that they can meet, or no case that speaks on a link.
std::string WhyNotOnLink(const SandboxSource& sandboxes, const std::vector<const Case*>& cases) {
  const bool wire = std::any_of(cases.begin(), cases.end(),
                                [](const Case* each) { return each->wire_peer.has_value(); });
  const bool meets = std::any_of(cases.begin(), cases.end(),
                                 [&](const Case* each) { return sandboxes.CanHaveGap(*each); });
  return wire && !meets ? "no scenario with a wire peer can be run here" : "";
}

RunPlan PlanOf(const Installation& installation, const ProveOptions& options) {
  RunOptions run;
  run.selectors = options.selectors;
  run.target = options.target;
  run.profile = "full";
  run.jobs = options.jobs;
  RunPlan plan = PlanRun(installation, run);
  if (plan.sut.server) {
    throw DocumentError(plan.sut.name +
                        ": faults are planted where a process is launched, and a "
                        "server is there already");
  }
  return plan;
}

int ProveInside(const Installation& installation, const ProveOptions& options, const RunPlan& plan,
                const Jail& jail) {
  ProvePlan prove;
  prove.scenarios = ScenariosOf(plan);
  prove.sandboxes = SandboxSourceOf(jail, plan.sut, plan.peer, plan.cases);
  const std::string not_planted = WhyNotOnLink(prove.sandboxes, plan.cases);
  prove.faults = FaultsOf(options, prove.scenarios, not_planted.empty());
  prove.sut = PlanFor(plan.sut, installation.peer);
  prove.peer = PlanFor(plan.peer, installation.peer);
  prove.faults_library = installation.faults.string();
  prove.budgets.event = kEventBudget;
  prove.budgets.silence = plan.sut.limits.silence;
  prove.budgets.ping = kPingBudget;
  prove.budgets.cleanup = kCleanupBudget;
  prove.budgets.give_up = kCleanupBudget;
  prove.budgets.quit = kQuitBudget;
  prove.wire_peer.command = {installation.wire_peer.string()};
  prove.slots = plan.slots;
  prove.scenarios_must_catch = options.faults.empty();
  prove.whole_table = options.whole_table || !options.faults.empty();
  if (prove.whole_table) prove.baseline_runs = 2;
  if (!options.catches.empty()) prove.known = ReadCatches(options.catches);
  ProofHead head{.closespec = CLOSESPEC_VERSION,
                 .suite_revision = plan.suite.revision,
                 .target = plan.sut.name,
                 .started = TimestampNow(),
                 .baseline_runs = 2 * prove.baseline_runs,
                 .whole_table = prove.whole_table,
                 .not_planted = not_planted};

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
  if (!not_planted.empty())
    std::cout << "No fault is planted on the link: " << not_planted << "\n\n";
  PrintProof(std::cout, ChooseLook(FactsOf(Stream::kOutput)), proof);
  const std::filesystem::path file = plan.output / "prove.json";
  Status written = WriteProof(file, head, proof);
  const bool all_proved = Living(proof).empty() && Idle(proof).empty();
  const bool all_tried = options.selectors.empty() && options.faults.empty() && !head.interrupted;
  if (written && !options.catches.empty() && all_proved && all_tried) {
    written = WriteCatches(options.catches, CatchesOf(proof));
  }
  const std::chrono::duration<double> took = steady_clock::now() - began;
  std::cout << "in " << Duration(took.count()) << "; the whole table is in " << file.string()
            << std::endl;
  if (!written) std::cerr << "closespec: " << written.trouble().what << '\n';
  if (head.interrupted || !written) return kRunBroke;
  return all_proved ? kAsExpected : kFellShort;
}

}  // namespace

int ProveCommand(const Installation& installation, const ProveOptions& options) {
  RunPlan plan = PlanOf(installation, options);
  plan.output = MakeRunFolder(options.output);
  return RunInJail(
      [&](const Jail& jail) { return AllSaid(ProveInside(installation, options, plan, jail)); });
}

}  // namespace closespec
