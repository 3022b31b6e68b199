#include "harness/qualify/prover.h"

#include <algorithm>
#include <set>

#include "harness/qualify/faults/faults.h"
#include "harness/schedule/schedule.h"

namespace closespec {
namespace {

constexpr int kMostAttempts = 3;
constexpr int kConfirmations = 2;
// Cases that wait longer meet the faults of their own chapter only.
constexpr std::chrono::seconds kLongWait{5};

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
    : plan_(std::move(plan)), progress_(std::move(progress)) {
  proof_.faults = plan_.faults;
  for (const ProvedFault& fault : plan_.faults) {
    faulty_suts_.push_back(WithFault(plan_.sut, plan_.faults_library, fault.name));
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

void Prover::Run() {
  std::vector<const Case*> representatives;
  for (const ScenarioToProve& each : plan_.scenarios) {
    representatives.push_back(each.cases.front());
  }
  RunBaselines(representatives);
  std::vector<Confrontation> confrontations;
  for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
    const Case* run = representatives[scenario];
    proof_.scenarios[scenario].could_run = baselines_[run].IsSupported();
    proof_.scenarios[scenario].trouble = baselines_[run].Trouble();
    proof_.scenarios[scenario].unstable = baselines_[run].Unstable();
    if (!baselines_[run].IsSupported()) continue;
    for (std::size_t fault = 0; fault < plan_.faults.size(); ++fault) {
      if (run->real_time > kLongWait && plan_.faults[fault].chapter != run->chapter) continue;
      confrontations.push_back({scenario, run, fault});
    }
  }
  Confront(confrontations);
  SearchFurther();
  Confirm();
}

void Prover::RunBaselines(const std::vector<const Case*>& cases) {
  std::vector<Pass::Item> items;
  for (int run = 0; run < plan_.baseline_runs; ++run) {
    for (const Case* each : cases) {
      items.push_back({each, run, 1});
      items.push_back({each, run, 1, &preloaded_sut_});
    }
  }
  Conduct(std::move(items), [this](const Pass::Item& item, const CaseResult& result) {
    baselines_[item.to_run].Add(result);
  });
}

void Prover::Confront(const std::vector<Confrontation>& confrontations, bool again) {
  std::vector<Pass::Item> items;
  for (std::size_t i = 0; i < confrontations.size(); ++i) {
    items.push_back(
        {confrontations[i].run, static_cast<int>(i), 1, &faulty_suts_[confrontations[i].fault]});
  }
  Conduct(std::move(items), [&](const Pass::Item& item, const CaseResult& result) {
    const Confrontation& each = confrontations[static_cast<std::size_t>(item.repetition)];
    const std::string& scenario = plan_.scenarios[each.scenario].scenario->id;
    ProvedFault& fault = proof_.faults[each.fault];
    const Sighting sighting = baselines_[each.run].Compare(result);
    Sighting& known = fault.sightings[scenario];
    if (!again) {
      known = Stronger(known, sighting);
    } else if (sighting.how != Catch::kUnseen && sighting.how < known.how) {
      known = sighting;
    }
  });
}

void Prover::SearchFurther() {
  const std::vector<const ProvedFault*> living = Living(proof_);
  const std::vector<const ProvedScenario*> idle = Idle(proof_);
  std::vector<Confrontation> confrontations;
  std::set<const Case*> others;
  for (std::size_t scenario = 0; scenario < plan_.scenarios.size(); ++scenario) {
    const ScenarioToProve& to_prove = plan_.scenarios[scenario];
    const bool is_idle = std::count(idle.begin(), idle.end(), &proof_.scenarios[scenario]) > 0;
    for (std::size_t fault = 0; fault < plan_.faults.size(); ++fault) {
      const bool lives = std::count(living.begin(), living.end(), &proof_.faults[fault]) > 0;
      const bool own = plan_.faults[fault].chapter == to_prove.scenario->chapter;
      if (!(is_idle && (own || to_prove.cases.front()->real_time <= kLongWait)) &&
          !(lives && own)) {
        continue;
      }
      for (const Case* other : to_prove.cases) {
        if (other == to_prove.cases.front()) continue;
        others.insert(other);
        confrontations.push_back({scenario, other, fault});
      }
    }
  }
  RunBaselines({others.begin(), others.end()});
  Confront(confrontations);
}

void Prover::Confirm() {
  std::vector<Confrontation> confrontations;
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
      const std::string& case_id = sighting.case_id;
      for (const Case* each : plan_.scenarios[scenario].cases) {
        if (each->id != case_id) continue;
        for (int i = 0; i < kConfirmations; ++i) confrontations.push_back({scenario, each, fault});
      }
    }
  }
  Confront(confrontations, /*again=*/true);
}

void Prover::Conduct(std::vector<Pass::Item> items, const Ended& ended) {
  {
    const std::lock_guard lock(mutex_);
    state_.total += items.size();
  }
  std::stable_sort(items.begin(), items.end(), [](const Pass::Item& left, const Pass::Item& right) {
    return left.to_run->real_time > right.to_run->real_time;
  });
  std::size_t slots = static_cast<std::size_t>(std::max(plan_.jobs, 1));
  for (int attempt = 1; attempt <= kMostAttempts && !items.empty() && !IsInterrupted(); ++attempt) {
    const std::size_t at_once = std::min(slots, items.size());
    items = ConductOnce(std::move(items), at_once, attempt == kMostAttempts, ended);
    // What was too late once shall have more of the machine to itself.
    slots = std::max<std::size_t>(slots / 4, 1);
  }
}

std::vector<Pass::Item> Prover::ConductOnce(std::vector<Pass::Item> items, std::size_t slots,
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
