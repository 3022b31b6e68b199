#include "harness/schedule/schedule.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <mutex>
#include <random>

#include "harness/conductor/process_launcher.h"
#include "harness/judge/call_checks.h"
#include "harness/judge/judge.h"
#include "harness/schedule/evidence.h"
#include "harness/schedule/pass.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

constexpr int kMostAttempts = 3;

std::vector<Pass::Item> Order(const SchedulePlan& plan) {
  std::vector<Pass::Item> items;
  for (int repetition = 0; repetition < plan.repeat; ++repetition) {
    for (const Case* each : plan.cases) items.push_back({each, repetition, 1});
  }
  if (plan.seed != 0) {
    std::mt19937_64 random(plan.seed);
    std::shuffle(items.begin(), items.end(), random);
  }
  return WaitsFirst(std::move(items));
}

bool Passed(const CaseResult& result) {
  return result.verdict == Verdict::kPass || result.verdict == Verdict::kPermitted;
}

bool HasLostSut(const Journal& journal) {
  return std::any_of(journal.entries.begin(), journal.entries.end(), [](const Entry& entry) {
    const auto* gone = std::get_if<PeerGone>(&entry.event);
    return gone != nullptr && gone->actor == Actor::kSut && !gone->expected;
  });
}

// What never met the stack stays as it is.
void Distrust(const std::string& why, CaseResult& result) {
  if (result.verdict == Verdict::kUnsupported) return;
  result.verdict = Verdict::kInconclusive;
  result.blame = Blame::kNobody;
  result.reason = why;
  result.distrusted = why;
  result.checks.clear();
  result.records.clear();
}

// Returns how it ended.
std::string RunAlone(Resetting& resetting) {
  asio::io_context io(1);
  ProcessLauncher launcher(io.get_executor());
  auto how = asio::co_spawn(io, resetting.Run(launcher, io.get_executor()), asio::use_future);
  io.run();
  return how.get();
}

}  // namespace

bool MayImprove(const Case& run, const Journal& journal) {
  return journal.capture || std::all_of(run.steps.begin(), run.steps.end(), IsAboutCall);
}

CaseResult ResultOf(const Case& run, const Conducted& conducted,
                    const std::set<std::string>& declared) {
  CaseResult judged = Judge(run, conducted.journal);
  // What was proved before the peer said so stays proved.
  if (!conducted.unsupported || judged.verdict == Verdict::kFail) return judged;
  CaseResult result;
  result.id = run.id;
  result.scenario = run.scenario;
  result.chapter = run.chapter;
  if (declared.contains(conducted.lacking)) {
    result.verdict = Verdict::kFail;
    result.blame = Blame::kSut;
    result.checks.push_back(BrokenDeclaration(conducted.lacking, *conducted.unsupported));
    return result;
  }
  result.verdict = Verdict::kUnsupported;
  result.reason = *conducted.unsupported;
  return result;
}

std::string EvidenceStem(const std::string& case_id, int repetition) {
  std::string stem = "evidence/";
  for (const char each : case_id) {
    if (each == ']') continue;
    stem += each == '[' || each == ',' ? '~' : each;
  }
  if (repetition > 0) stem += "~repetition=" + std::to_string(repetition + 1);
  return stem;
}

Schedule::Schedule(SchedulePlan plan, ScheduleEvents events)
    : plan_(std::move(plan)), resetting_(plan_.reset), events_(std::move(events)) {}

void Schedule::Interrupt() {
  const std::lock_guard lock(mutex_);
  interrupted_ = true;
  if (pass_ != nullptr) pass_->Stop();
}

void Schedule::Break(const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (!broken_) broken_ = why;
  if (pass_ != nullptr) pass_->Stop();
}

bool Schedule::Ending() {
  const std::lock_guard lock(mutex_);
  return interrupted_ || broken_;
}

void Schedule::Run() {
  const bool is_kept = plan_.canary.to_run != nullptr;
  // The first time it is but looked at: the batches tell what comes of it.
  if (is_kept) (void)AskCanary();
  std::vector<Pass::Item> items = Order(plan_);
  Slots slots = plan_.slots;
  for (int attempt = 1; attempt <= kMostAttempts && !items.empty(); ++attempt) {
    if (Ending()) return;
    items = is_kept ? RunBatches(items, slots) : RunPass(std::move(items), slots);
    // Whatever made them inconclusive, the next attempt shall have more of the machine to itself.
    slots = {std::max<std::size_t>(slots.jobs / 4, 1)};
  }
}

std::vector<Pass::Item> Schedule::RunPass(std::vector<Pass::Item> items, const Slots& slots) {
  std::vector<Pass::Item> again;
  Conduct(
      std::move(items), slots, [this](const Pass::Item& item) { TellBegan(item); },
      [this](const Pass::Item& item, const CaseResult& result) { return Evidence(item, result); },
      [&](Attempt attempt) {
        TellConducted(attempt.item);
        if (auto retry = Settle(std::move(attempt))) again.push_back(*std::move(retry));
      });
  return again;
}

std::vector<Pass::Item> Schedule::RunBatches(const std::vector<Pass::Item>& items,
                                             const Slots& slots) {
  std::vector<Pass::Item> again;
  std::size_t next = 0;
  while (next < items.size() && !Ending()) {
    const std::size_t end = std::min(next + plan_.canary.every, items.size());
    std::vector<Attempt> batch;
    Conduct(
        {items.begin() + static_cast<std::ptrdiff_t>(next),
         items.begin() + static_cast<std::ptrdiff_t>(end)},
        slots, [this](const Pass::Item& item) { TellBegan(item); },
        [this](const Pass::Item& item, const CaseResult& result) { return Evidence(item, result); },
        [&](Attempt attempt) {
          TellConducted(attempt.item);
          batch.push_back(std::move(attempt));
        });
    const std::optional<std::string> why = AskCanary();
    for (Attempt& attempt : batch) {
      if (why) Distrust(*why, attempt.result);
      if (auto retry = Settle(std::move(attempt))) again.push_back(*std::move(retry));
    }
    next = end;
  }
  return again;
}

std::optional<std::string> Schedule::AskCanary() {
  ++canaries_;
  std::optional<CaseResult> result;
  for (int attempt = 1; attempt <= kMostAttempts && !Ending(); ++attempt) {
    Conduct(
        {{plan_.canary.to_run, 0, attempt}}, {}, [](const Pass::Item&) {},
        [this](const Pass::Item&, const CaseResult& conducted) {
          return Passed(conducted) ? "" : "evidence/canary/" + std::to_string(canaries_);
        },
        [&](Attempt asked) { result = std::move(asked.result); });
    if (!result || result->verdict != Verdict::kInconclusive) break;
  }
  if (!result || Ending()) return "the run ended before the canary could be asked";
  std::optional<std::string> why = canary_.Distrust(*result);
  if (!why) return std::nullopt;
  if (!result->evidence.empty()) *why += " (" + result->evidence + ")";
  if (resetting_.IsPossible()) *why += "; the stack was reset: " + RunAlone(resetting_);
  return why;
}

void Schedule::Conduct(std::vector<Pass::Item> items, const Slots& slots, const Began& began,
                       const Keep& keep, const Take& take) {
  std::mutex taking;
  SandboxDisposal disposal;
  // Whatever else went on over there would end with a reset.
  Resetting* const resetting = slots.jobs + slots.waiting == 1 ? &resetting_ : nullptr;
  Pass pass(std::move(items), slots,
            {plan_.sut, plan_.peer, plan_.wire_peer, plan_.budgets, plan_.sandboxes, plan_.kernel,
             resetting},
            began,
            [&](const Pass::Item& item, Conducted conducted, const SandboxSupply::Made& made,
                std::chrono::steady_clock::duration duration) {
              Attempt attempt =
                  AttemptOf(item, std::move(conducted), made, duration, keep, disposal);
              const std::lock_guard lock(taking);
              take(std::move(attempt));
            });
  {
    const std::lock_guard lock(mutex_);
    pass_ = &pass;
    if (interrupted_ || broken_) pass.Stop();
  }
  pass.Run();
  {
    const std::lock_guard lock(mutex_);
    pass_ = nullptr;
  }
}

Schedule::Attempt Schedule::AttemptOf(const Pass::Item& item, Conducted conducted,
                                      const SandboxSupply::Made& made,
                                      std::chrono::steady_clock::duration duration,
                                      const Keep& keep, SandboxDisposal& disposal) {
  CaseResult result = ResultOf(*item.to_run, conducted, plan_.declared);
  result.duration = std::chrono::duration_cast<std::chrono::microseconds>(duration);
  result.lateness = conducted.lateness;
  result.attempts = item.attempt;
  result.distrusted = item.distrusted;
  result.reset = conducted.reset;
  const auto journal = std::make_shared<const Journal>(std::move(conducted.journal));
  if (!made->ok()) return {item, std::move(result), journal};
  if (!plan_.output.empty()) result.evidence = keep(item, result);
  const bool kept = !result.evidence.empty();
  disposal.Dispose(std::move(**made), [this, kept, journal, stem = plan_.output / result.evidence](
                                          const Sandbox& sandbox) {
    if (!kept) return;
    const Status written = WriteEvidence(stem, *journal, sandbox);
    if (!written) Break("evidence: " + written.trouble().what);
  });
  return {item, std::move(result), journal};
}

std::optional<Pass::Item> Schedule::Settle(Attempt&& attempt) {
  auto& [item, result, journal] = attempt;
  // A stack that is kept takes along whoever is in it when it ends. The last attempt is made alone.
  const bool is_taken_along =
      plan_.canary.to_run != nullptr && result.verdict == Verdict::kError && HasLostSut(*journal);
  const bool is_open = (result.verdict == Verdict::kInconclusive || is_taken_along) &&
                       MayImprove(*item.to_run, *journal);
  const bool again = is_open && item.attempt < kMostAttempts && !Ending();
  const std::lock_guard lock(telling_);
  if (again) {
    return Pass::Item{.to_run = item.to_run,
                      .repetition = item.repetition,
                      .attempt = item.attempt + 1,
                      .distrusted = result.distrusted};
  }
  events_.ended(*item.to_run, std::move(result), *journal);
  return std::nullopt;
}

void Schedule::TellBegan(const Pass::Item& item) {
  const std::lock_guard lock(telling_);
  if (events_.began) events_.began(*item.to_run);
}

void Schedule::TellConducted(const Pass::Item& item) {
  const std::lock_guard lock(telling_);
  if (events_.conducted) events_.conducted(*item.to_run);
}

std::string Schedule::Evidence(const Pass::Item& item, const CaseResult& result) const {
  if (Passed(result) && !plan_.evidence_of_passes) return "";
  return EvidenceStem(result.id, item.repetition);
}

}  // namespace closespec
