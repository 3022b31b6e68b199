#include "harness/schedule/schedule.h"

#include <algorithm>
#include <mutex>
#include <random>

#include "harness/judge/call_checks.h"
#include "harness/judge/judge.h"
#include "harness/schedule/evidence.h"
#include "harness/schedule/pass.h"

namespace closespec {
namespace {

constexpr int kMostAttempts = 3;

// Longest waits first, so that the run takes little longer than the longest of them.
std::vector<Pass::Item> Order(const SchedulePlan& plan) {
  std::vector<Pass::Item> items;
  for (int repetition = 0; repetition < plan.repeat; ++repetition) {
    for (const Case* each : plan.cases) items.push_back({each, repetition, 1});
  }
  if (plan.seed != 0) {
    std::mt19937_64 random(plan.seed);
    std::shuffle(items.begin(), items.end(), random);
  }
  std::stable_sort(items.begin(), items.end(), [](const Pass::Item& left, const Pass::Item& right) {
    return left.to_run->real_time > right.to_run->real_time;
  });
  return items;
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
  std::vector<Pass::Item> items = Order(plan_);
  Slots slots = plan_.slots;
  for (int attempt = 1; attempt <= kMostAttempts && !items.empty(); ++attempt) {
    items = RunPass(std::move(items), slots);
    // Whatever made them inconclusive, the next attempt shall have more of the machine to itself.
    slots = {std::max<std::size_t>(slots.jobs / 4, 1)};
    if (Ending()) return;
  }
}

std::vector<Pass::Item> Schedule::RunPass(std::vector<Pass::Item> items, const Slots& slots) {
  std::vector<Pass::Item> again;
  SandboxDisposal disposal;
  Pass pass(
      std::move(items), slots,
      {plan_.sut, plan_.peer, plan_.wire_peer, plan_.budgets, plan_.sandboxes, plan_.kernel,
       &resetting_},
      [this](const Pass::Item& item) {
        const std::lock_guard lock(telling_);
        if (events_.began) events_.began(*item.to_run);
      },
      [&](const Pass::Item& item, Conducted conducted, const SandboxSupply::Made& made,
          std::chrono::steady_clock::duration duration) {
        if (auto retry = Finish(item, std::move(conducted), made, duration, disposal)) {
          const std::lock_guard lock(mutex_);
          again.push_back(*retry);
        }
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
  return again;
}

std::optional<Pass::Item> Schedule::Finish(const Pass::Item& item, Conducted conducted,
                                           const SandboxSupply::Made& made,
                                           std::chrono::steady_clock::duration duration,
                                           SandboxDisposal& disposal) {
  CaseResult result = ResultOf(*item.to_run, conducted, plan_.declared);
  result.duration = std::chrono::duration_cast<std::chrono::microseconds>(duration);
  result.lateness = conducted.lateness;
  result.attempts = item.attempt;
  result.reset = conducted.reset;
  const bool passed = result.verdict == Verdict::kPass || result.verdict == Verdict::kPermitted;
  const bool keep = !plan_.output.empty() && (!passed || plan_.evidence_of_passes) && made->ok();
  if (keep) result.evidence = EvidenceStem(result.id, item.repetition);
  const bool again = result.verdict == Verdict::kInconclusive && item.attempt < kMostAttempts &&
                     MayImprove(*item.to_run, conducted.journal) && !Ending();
  const std::filesystem::path stem = plan_.output / result.evidence;
  {
    const std::lock_guard lock(telling_);
    if (!again) {
      events_.ended(*item.to_run, std::move(result), conducted.journal);
    } else if (events_.put_off) {
      events_.put_off(*item.to_run);
    }
  }
  if (made->ok()) {
    disposal.Dispose(
        std::move(**made),
        [this, keep, stem, journal = std::make_shared<Journal>(std::move(conducted.journal))](
            const Sandbox& sandbox) {
          if (!keep) return;
          const Status written = WriteEvidence(stem, *journal, sandbox);
          if (!written) Break("evidence: " + written.trouble().what);
        });
  }
  if (!again) return std::nullopt;
  return Pass::Item{item.to_run, item.repetition, item.attempt + 1};
}

}  // namespace closespec
