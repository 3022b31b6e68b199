// Runs scenarios without a fault and with planted ones, and compares: in the end there is the table
// of which scenario catches which fault. The whole table, or so much of it that every fault is
// caught and every scenario has caught one.
//
//   Prover prover(suite's chosen cases, faults, surroundings);
//   prover.Run();
//   const Proof& proof = prover.Proved();

#ifndef CLOSESPEC_HARNESS_QUALIFY_PROVER_H_
#define CLOSESPEC_HARNESS_QUALIFY_PROVER_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/conductor/budgets.h"
#include "harness/conductor/launcher.h"
#include "harness/qualify/baseline.h"
#include "harness/qualify/catches.h"
#include "harness/qualify/proof.h"
#include "harness/qualify/search.h"
#include "harness/sandbox/sandbox.h"
#include "harness/schedule/pass.h"
#include "suites/model/scenario.h"

namespace closespec {

// The cases of one scenario that may be run: the first is, the others where it sees nothing.
struct ScenarioToProve {
  const Scenario* scenario = nullptr;
  std::vector<const Case*> cases;
};

struct ProvePlan {
  std::vector<ScenarioToProve> scenarios;
  std::vector<ProvedFault> faults;  // without sightings
  LaunchPlan sut;                   // without a fault
  LaunchPlan peer;
  LaunchPlan wire_peer;
  std::string faults_library;
  Budgets budgets;
  SandboxSource sandboxes;
  Slots slots;
  // Of each case without a fault: plain, with the library, and through a link with a meddler.
  int baseline_runs = 1;
  bool scenarios_must_catch = true;
  bool whole_table = false;
  std::vector<KnownCatch> known;  // met first; what is no longer there is passed over
};

struct ProveProgress {
  std::size_t done = 0;
  std::size_t total = 0;  // known so far
  std::size_t running = 0;
};

class Prover {
 public:
  // `progress` is called on the prover's threads, one call at a time.
  Prover(ProvePlan plan, std::function<void(const ProveProgress&)> progress);

  // Returns when all is seen, or soon after Interrupt().
  void Run();
  // From any thread.
  void Interrupt();

  [[nodiscard]] const Proof& Proved() const { return proof_; }

 private:
  bool IsInterrupted();
  [[nodiscard]] std::vector<Pairing> KnownPairings() const;
  [[nodiscard]] const Case* RunOf(const Pairing& pairing) const;
  // From what is known of the scenarios by now.
  void Relate();
  [[nodiscard]] std::vector<std::size_t> CaseCounts() const;
  // Without a fault, as far as that has not been done.
  std::vector<Pass::Item> BaselineItems(const std::vector<const Case*>& cases);
  [[nodiscard]] Pass::Item ItemOf(const Pairing& pairing, std::size_t index) const;
  // Runs the cases without a fault and the pairings. A case that takes long meets its fault
  // several times at once, in place of Confirm().
  void Meet(const std::vector<const Case*>& cases, const std::vector<Pairing>& pairings);
  void See(const Pairing& pairing, const CaseResult& result, bool again);
  // Of all that can meet, the first case of each scenario.
  [[nodiscard]] std::vector<Pairing> WholeTable() const;
  // Until every fault is caught and every scenario has caught one, or nothing is left to try.
  void FindCatches(const std::vector<Pairing>& tried);
  // What rests on a single sighting is looked at again, and so are records, which may differ by
  // chance, and the catches that are named as the best.
  void Confirm();

  using Ended = std::function<void(const Pass::Item&, const CaseResult&)>;
  // `Pass::Item::repetition` is free for the caller; what comes too late is run again.
  void Conduct(std::vector<Pass::Item> items, const Ended& ended);
  std::vector<Pass::Item> ConductOnce(std::vector<Pass::Item> items, const Slots& slots,
                                      bool is_last, const Ended& ended);

  ProvePlan plan_;
  std::function<void(const ProveProgress&)> progress_;
  std::vector<LaunchPlan> faulty_suts_;  // by fault, sound where it is on the link
  std::vector<MeddlerMaker> meddlers_;   // by fault, empty where it is not on the link
  LaunchPlan preloaded_sut_;             // with the library and no fault
  MeddlerMaker sound_link_;              // through a meddler without a fault
  std::map<const Case*, Baseline> baselines_;
  std::set<std::pair<const Case*, std::size_t>> confirmed_;  // by fault
  std::vector<std::vector<Relevance>> relevance_;            // by fault and scenario
  Proof proof_;
  std::mutex mutex_;
  ProveProgress state_;
  Pass* pass_ = nullptr;  // the one that runs
  bool interrupted_ = false;
};

// The case that stands for its scenario: over IPv4, opened by the SUT, as far as it leaves that
// open. The others behind it.
std::vector<const Case*> RepresentativeFirst(std::vector<const Case*> cases);

// The same launch with the library of planted faults preloaded and one of them selected.
LaunchPlan WithFault(LaunchPlan sut, const std::string& library, const std::string& fault);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_PROVER_H_
