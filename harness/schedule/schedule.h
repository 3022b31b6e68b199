// Conducts many cases at once, on one event loop a core: longest waits first, inconclusive ones
// again at the end with less beside them. Where the stack is kept over the cases, none has a
// result before the canary has shown that the stack is still what it was.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_SCHEDULE_H_
#define CLOSESPEC_HARNESS_SCHEDULE_SCHEDULE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/conductor/budgets.h"
#include "harness/conductor/launcher.h"
#include "harness/conductor/own_kernel.h"
#include "harness/sandbox/sandbox_disposal.h"
#include "harness/schedule/canary.h"
#include "harness/schedule/pass.h"
#include "reports/results/results.h"
#include "suites/model/scenario.h"

namespace closespec {

struct SchedulePlan {
  std::vector<const Case*> cases;
  LaunchPlan sut;
  LaunchPlan peer;
  LaunchPlan wire_peer;
  Budgets budgets;
  SandboxSource sandboxes;
  Slots slots;
  int repeat = 1;
  std::set<std::string> declared;  // what the SUT's target says that it can do
  LaunchPlan reset;                // brings the SUT back; nothing to launch: nothing does
  CanaryPlan canary;
  std::uint64_t seed = 0;        // 0: suite order
  std::filesystem::path output;  // evidence goes below it; empty: none is kept
  bool evidence_of_passes = true;
  OwnKernel* kernel = nullptr;  // where it is the SUT's
};

// What a run tells while it goes on. Called on the schedule's threads, one call at a time; they may
// call Interrupt().
struct ScheduleEvents {
  std::function<void(const Case&)> began;      // an attempt
  std::function<void(const Case&)> conducted;  // that attempt, which may be judged later
  std::function<void(const Case&, CaseResult, const Journal&)> ended;  // the last attempt
};

class Schedule {
 public:
  Schedule(SchedulePlan plan, ScheduleEvents events);

  // Returns when every case has its result, or soon after Interrupt().
  void Run();
  // From any thread: begun cases are given up, no new one begins.
  void Interrupt();
  // Why the run could not go on, when it could not ("evidence: write: ENOSPC"). After Run().
  [[nodiscard]] const std::optional<std::string>& Broken() const { return broken_; }

 private:
  // A case that was conducted and judged.
  struct Attempt {
    Pass::Item item;
    CaseResult result;
    std::shared_ptr<const Journal> journal;
  };
  using Began = std::function<void(const Pass::Item&)>;
  // Where its evidence is kept, below the output; empty: nowhere.
  using Keep = std::function<std::string(const Pass::Item&, const CaseResult&)>;
  using Take = std::function<void(Attempt)>;

  // Both give back what was inconclusive and is to be run again.
  std::vector<Pass::Item> RunPass(std::vector<Pass::Item> items, const Slots& slots);
  std::vector<Pass::Item> RunBatches(const std::vector<Pass::Item>& items, const Slots& slots);
  // All three are called on the schedule's threads, `take` one call at a time.
  void Conduct(std::vector<Pass::Item> items, const Slots& slots, const Began& began,
               const Keep& keep, const Take& take);
  Attempt AttemptOf(const Pass::Item& item, Conducted conducted, const SandboxSupply::Made& made,
                    std::chrono::steady_clock::duration duration, const Keep& keep,
                    SandboxDisposal& disposal);
  // Tells the result, or gives back what is to be run again.
  std::optional<Pass::Item> Settle(Attempt&& attempt);
  void TellBegan(const Pass::Item& item);
  void TellConducted(const Pass::Item& item);
  [[nodiscard]] std::string Evidence(const Pass::Item& item, const CaseResult& result) const;
  // Conducts the canary. Why what ran since the last time is not to be trusted, after the stack was
  // reset if it can be.
  std::optional<std::string> AskCanary();
  void Break(const std::string& why);
  bool Ending();  // begin nothing more

  SchedulePlan plan_;
  Resetting resetting_;
  Canary canary_;
  int canaries_ = 0;  // conducted
  ScheduleEvents events_;
  std::mutex telling_;    // one event at a time
  std::mutex mutex_;      // of what follows
  Pass* pass_ = nullptr;  // the one that runs
  bool interrupted_ = false;
  std::optional<std::string> broken_;
};

// What the judge says of a conducted case, or that the stack lacks what the case needs: a failure
// where that is `declared`.
CaseResult ResultOf(const Case& run, const Conducted& conducted,
                    const std::set<std::string>& declared = {});

// Another attempt at an inconclusive case may tell more. Without a capture nobody can ever tell
// what the wire steps of a case ask for.
bool MayImprove(const Case& run, const Journal& journal);

// "evidence/unread_data/close_with_unread_data_sends_rst~unread=1~family=ipv6~opener=sut", to which
// ".journal" and ".pcap" are added.
std::string EvidenceStem(const std::string& case_id, int repetition);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_SCHEDULE_H_
