#include "harness/qualify/prover.h"

#include <algorithm>
#include <set>

#include "harness/qualify/faults/faults.h"
#include "harness/qualify/link_faults/link_meddler.h"
#include "harness/schedule/schedule.h"

namespace closespec {
namespace {

constexpr int kMostAttempts = 3;
constexpr int kConfirmations = 2;
// In place of the number of a pairing: no fault.
constexpr int kSound = -1;

}  // namespace

std::vector<const Case*> RepresentativeFirst(std::vector<const Case*> cases) {
  const auto strangeness = [](const Case* each) {
    return (each->family == Family::kIpv4 ? 0 : 1) + (each->opener == Actor::kSut ? 0 : 1);
  };
  const auto first = std::min_element(
      cases.begin(), cases.end(),
      [&](const Case* left, const Case* right) { return strangeness(left) < strangeness(right); });
  if (first != cases.end()) std::rotate(cases.begin(), first, first + 1);
  return cases;
}

LaunchPlan WithFault(LaunchPlan sut, const std::string& library, const std::string& fault) {
  std::string& preloaded = sut.environment["LD_PRELOAD"];
  preloaded = preloaded.empty() ? library : library + ":" + preloaded;
  sut.environment[faults::kFaultVariable] = fault;
  return sut;
}

Prover::Prover(ProvePlan plan, std::function<void(const ProveProgress&)> progress)
    : plan_(std::move(plan)), progress_(std::move(progress)), sound_link_(MakerOf(nullptr)) {
  proof_.faults = plan_.faults;
  for (const ProvedFault& fault : plan_.faults) {
    const bool on_link = fault.where == Planted::kOnLink;
    faulty_suts_.push_back(on_link ? plan_.sut
                                   : WithFault(plan_.sut, plan_.faults_library, fault.name));
    meddlers_.push_back(on_link ? MakerOf(FindLinkFault(fault.name)) : MeddlerMaker());
  }
  preloaded_sut_ = WithFault(plan_.sut, plan_.faults_library, std::string(faults::kNoFault));
  for (const ScenarioToProve& each : plan_.scenarios) {
    proof_.scenarios.push_back({.id = each.scenario->id,
                                .chapter = each.scenario->chapter,
                                .title = each.scenario->title,
                                .must_catch = plan_.scenarios_must_catch});
  }
}

void Prover::Interrupt() {
  const std::lock_guard lock(mutex_);
  interrupted_ = true;
  if (pass_ != nullptr) pass_->Stop();
}

bool Prover::IsInterrupted() {
  const std::lock_guard lock(mutex_);
  return interrupted_;
}

const Case* Prover::RunOf(const Pairing& pairing) const {
  return plan_.scenarios[pairing.scenario].cases[pairing.run];
}

void Prover::Run() {
  std::vector<const Case*> representatives;
  for (const ScenarioToProve& each : plan_.scenarios) {
    representatives.push_back(each.cases.front());
  }
  Relate();
  std::vector<Pairing> tried = plan_.whole_table ? WholeTable() : KnownPairings();
  if (!plan_.whole_table) {
    for (const Pairing& known : tried) confirmed_.insert({RunOf(known), known.fault});
  }
  if (tried.empty()) tried = Search(relevance_, CaseCounts(), {}).Next(proof_);
  Meet(representatives, tried);
  for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
    const Baseline& baseline = baselines_[representatives[scenario]];
    proof_.scenarios[scenario].could_run = baseline.IsSupported();
    proof_.scenarios[scenario].trouble = baseline.Trouble();
    proof_.scenarios[scenario].unstable = baseline.Unstable();
  }
  Relate();
  FindCatches(tried);
}

void Prover::Relate() {
  relevance_.clear();
  for (const ProvedFault& fault : plan_.faults) {
    std::vector<Relevance>& relevances = relevance_.emplace_back();
    for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
      const Case& run = *plan_.scenarios[scenario].cases.front();
      const Relevance relevance = RelevanceOf(fault, run.scenario, run.chapter);
      const bool meets =
          proof_.scenarios[scenario].could_run &&
          (fault.where != Planted::kOnLink || plan_.sandboxes.CanHaveGap(run)) &&
          // Those of long waits meet the faults that name them only.
          (run.real_time <= kLongWait || std::ranges::count(fault.about, run.scenario) > 0);
      relevances.push_back(meets ? relevance : kNever);
    }
  }
}

std::vector<std::size_t> Prover::CaseCounts() const {
  std::vector<std::size_t> counts;
  for (const ScenarioToProve& each : plan_.scenarios) counts.push_back(each.cases.size());
  return counts;
}

std::vector<Pairing> Prover::WholeTable() const {
  std::vector<Pairing> pairings;
  for (std::size_t fault = 0; fault < plan_.faults.size(); ++fault) {
    for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
      if (relevance_[fault][scenario] != kNever) pairings.push_back({fault, scenario, 0});
    }
  }
  return pairings;
}

std::vector<Pairing> Prover::KnownPairings() const {
  std::map<std::string_view, std::size_t> faults;
  for (std::size_t i = 0; i < plan_.faults.size(); ++i) faults[plan_.faults[i].name] = i;
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
    const auto& cases = plan_.scenarios[scenario].cases;
    for (std::size_t run = 0; run < cases.size(); ++run) runs[cases[run]->id] = {scenario, run};
  }
  std::vector<Pairing> pairings;
  for (const KnownCatch& known : plan_.known) {
    const auto fault = faults.find(known.fault);
    const auto run = runs.find(known.case_id);
    if (fault == faults.end() || run == runs.end()) continue;
    const Pairing pairing{fault->second, run->second.first, run->second.second};
    if (relevance_[pairing.fault][pairing.scenario] != kNever) pairings.push_back(pairing);
  }
  return pairings;
}

void Prover::FindCatches(const std::vector<Pairing>& tried) {
  Search search(relevance_, CaseCounts(), tried);
  while (!IsInterrupted()) {
    std::vector<Pairing> next = search.Next(proof_);
    if (next.empty()) {
      // What does not come again is wanting again.
      Confirm();
      next = search.Next(proof_);
    }
    if (next.empty()) return;
    std::vector<const Case*> runs(next.size());
    std::ranges::transform(next, runs.begin(), [this](const Pairing& each) { return RunOf(each); });
    Meet(runs, next);
  }
}

std::vector<Pass::Item> Prover::BaselineItems(const std::vector<const Case*>& cases) {
  std::vector<Pass::Item> items;
  for (const Case* each : std::set<const Case*>(cases.begin(), cases.end())) {
    if (!baselines_.try_emplace(each).second) continue;
    for (int run = 0; run < plan_.baseline_runs; ++run) {
      items.push_back({each, kSound, 1});
      items.push_back({each, kSound, 1, &preloaded_sut_});
      if (plan_.sandboxes.CanHaveGap(*each)) {
        items.push_back({each, kSound, 1, nullptr, &sound_link_});
      }
    }
  }
  return items;
}

// A barrier less: nothing is compared before all have run.
void Prover::Meet(const std::vector<const Case*>& cases, const std::vector<Pairing>& pairings) {
  std::vector<Pass::Item> items = BaselineItems(cases);
  for (std::size_t i = 0; i < pairings.size(); ++i) {
    const Case* run = RunOf(pairings[i]);
    items.push_back(ItemOf(pairings[i], i));
    if (run->real_time <= kLongWait) continue;
    confirmed_.insert({run, pairings[i].fault});
    items.insert(items.end(), kConfirmations, items.back());
  }
  std::vector<std::vector<CaseResult>> seen(pairings.size());
  Conduct(std::move(items), [&](const Pass::Item& item, const CaseResult& result) {
    if (item.repetition == kSound) {
      baselines_[item.to_run].Add(result);
    } else {
      seen[static_cast<std::size_t>(item.repetition)].push_back(result);
    }
  });
  for (std::size_t i = 0; i < pairings.size(); ++i) {
    for (std::size_t time = 0; time < seen[i].size(); ++time) {
      See(pairings[i], seen[i][time], time > 0);
    }
  }
}

Pass::Item Prover::ItemOf(const Pairing& pairing, std::size_t index) const {
  const std::size_t fault = pairing.fault;
  return {RunOf(pairing), static_cast<int>(index), 1, &faulty_suts_[fault],
          meddlers_[fault] ? &meddlers_[fault] : nullptr};
}

void Prover::See(const Pairing& pairing, const CaseResult& result, bool again) {
  const std::string& scenario = plan_.scenarios[pairing.scenario].scenario->id;
  const Sighting sighting = baselines_[RunOf(pairing)].Compare(result);
  Sighting& known = proof_.faults[pairing.fault].sightings[scenario];
  if (!again) {
    known = Stronger(known, sighting);
  } else if (sighting.how != Catch::kUnseen && sighting.how < known.how) {
    known = sighting;
  }
}

void Prover::Confirm() {
  std::vector<Pairing> pairings;
  for (std::size_t fault = 0; fault < proof_.faults.size(); ++fault) {
    const ProvedFault& proved = proof_.faults[fault];
    const std::vector<std::string> catchers = Catchers(proved, Catch::kRecord);
    const std::string best = BestCatcher(proof_, proved);
    for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
      const std::string& id = plan_.scenarios[scenario].scenario->id;
      if (std::count(catchers.begin(), catchers.end(), id) == 0) continue;
      const Sighting& sighting = proved.sightings.at(id);
      const bool is_only_one = catchers.size() == 1 || CaughtBy(proof_, id) == 1;
      if (!is_only_one && sighting.how != Catch::kRecord && id != best) continue;
      const auto& cases = plan_.scenarios[scenario].cases;
      for (std::size_t run = 0; run < cases.size(); ++run) {
        if (cases[run]->id != sighting.case_id) continue;
        if (!confirmed_.insert({cases[run], fault}).second) continue;
        for (int i = 0; i < kConfirmations; ++i) pairings.push_back({fault, scenario, run});
      }
    }
  }
  std::vector<Pass::Item> items;
  for (std::size_t i = 0; i < pairings.size(); ++i) items.push_back(ItemOf(pairings[i], i));
  Conduct(std::move(items), [&](const Pass::Item& item, const CaseResult& result) {
    See(pairings[static_cast<std::size_t>(item.repetition)], result, /*again=*/true);
  });
}

void Prover::Conduct(std::vector<Pass::Item> items, const Ended& ended) {
  {
    const std::lock_guard lock(mutex_);
    state_.total += items.size();
  }
  items = WaitsFirst(std::move(items));
  Slots slots = plan_.slots;
  for (int attempt = 1; attempt <= kMostAttempts && !items.empty() && !IsInterrupted(); ++attempt) {
    items = ConductOnce(std::move(items), slots, attempt == kMostAttempts, ended);
    // What was too late once shall have more of the machine to itself.
    slots = {std::max<std::size_t>(slots.jobs / 4, 1)};
  }
}

std::vector<Pass::Item> Prover::ConductOnce(std::vector<Pass::Item> items, const Slots& slots,
                                            bool is_last, const Ended& ended) {
  std::vector<Pass::Item> again;
  SandboxDisposal disposal;
  Pass pass(
      std::move(items), slots,
      {plan_.sut, plan_.peer, plan_.wire_peer, plan_.budgets, plan_.sandboxes},
      [this](const Pass::Item&) {
        const std::lock_guard lock(mutex_);
        ++state_.running;
      },
      [&](const Pass::Item& item, const Conducted& conducted, const SandboxSupply::Made& made,
          std::chrono::steady_clock::duration) {
        if (made->ok()) disposal.Dispose(std::move(**made));
        const CaseResult result = ResultOf(*item.to_run, conducted);
        const std::lock_guard lock(mutex_);
        --state_.running;
        if (IsTooLate(result) && !is_last) {
          again.push_back(item);
          return;
        }
        ++state_.done;
        ended(item, result);
        progress_(state_);
      });
  {
    const std::lock_guard lock(mutex_);
    pass_ = &pass;
    if (interrupted_) pass.Stop();
  }
  pass.Run();
  {
    const std::lock_guard lock(mutex_);
    pass_ = nullptr;
  }
  return again;
}

}  // namespace closespec
