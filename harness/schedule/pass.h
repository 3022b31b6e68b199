// One pass over a list of cases: as many at once as there are slots, spread over the event loops.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_PASS_H_
#define CLOSESPEC_HARNESS_SCHEDULE_PASS_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/conductor/case_run.h"
#include "harness/sandbox/meddler.h"
#include "harness/schedule/resetting.h"
#include "harness/schedule/sandbox_supply.h"

namespace closespec {

// Where the sandboxes come from that cases are conducted in.
struct SandboxSource {
  std::function<SandboxPlan(const Case&)> plan_of;  // empty: none asks for anything
  // Why nothing that can be made here serves the case, which is then unsupported; nothing when
  // something does. Empty: something always does.
  std::function<std::optional<std::string>(const Case&)> lacks;
  std::function<Result<Sandbox>(const SandboxPlan&)> make;
  std::optional<std::string> obstacle;  // in the way of all cases
  SandboxPlan sample;                   // where both stacks' socket peers meet, with nothing set

  [[nodiscard]] SandboxPlan PlanOf(const Case& run) const {
    return plan_of ? plan_of(run) : SandboxPlan{};
  }
  [[nodiscard]] std::optional<std::string> Lacks(const Case& run) const {
    return lacks ? lacks(run) : std::nullopt;
  }
  // The case can be conducted with a meddler on its link.
  [[nodiscard]] bool CanHaveGap(const Case& run) const { return run.wire_peer && !Lacks(run); }
};

// A case that waits longer leaves the machine to others meanwhile.
constexpr std::chrono::seconds kLongWait{5};

// How many cases are conducted at once: `jobs` of any kind, and beside them up to `waiting` of long
// waits.
struct Slots {
  std::size_t jobs = 1;
  std::size_t waiting = 0;
};

class Pass {
 public:
  struct Item {
    const Case* to_run = nullptr;
    int repetition = 0;
    int attempt = 1;
    const LaunchPlan* sut = nullptr;        // in place of the surroundings' one
    const MeddlerMaker* meddler = nullptr;  // on the link of a case with a wire peer
    std::string distrusted{};               // why an earlier attempt does not count
  };
  struct Surroundings {
    const LaunchPlan& sut;
    const LaunchPlan& peer;
    const LaunchPlan& wire_peer;
    const Budgets& budgets;
    const SandboxSource& sandboxes;
    OwnKernel* kernel = nullptr;     // where it is the SUT's
    Resetting* resetting = nullptr;  // of a SUT that one case at a time is conducted on
  };
  // What a case came to, with the sandbox it was conducted in, of which the receiver disposes, or
  // the trouble why there was none.
  using Finish = std::function<void(const Item&, Conducted, SandboxSupply::Made,
                                    std::chrono::steady_clock::duration)>;

  // Items as WaitsFirst() has them. `began` and `finish` are called on the loops' threads,
  // several at once.
  Pass(std::vector<Item> items, const Slots& slots, const Surroundings& surroundings,
       std::function<void(const Item&)> began, Finish finish);
  ~Pass();

  // Returns when all items are finished, or soon after Stop().
  void Run();
  void Stop();

 private:
  class Loop;
  std::optional<Item> Next();
  [[nodiscard]] std::size_t LongWaits() const;
  [[nodiscard]] SandboxPlan PlanOf(const Item& item) const;
  // Of the items that can be served, in order.
  [[nodiscard]] std::vector<SandboxPlan> Plans() const;

  std::vector<Item> items_;
  std::size_t waiting_;  // the first of them have slots of their own
  Surroundings with_;
  std::function<void(const Item&)> began_;
  Finish finish_;
  std::atomic<std::size_t> next_;
  std::atomic<bool> stopped_ = false;
  std::vector<std::unique_ptr<Loop>> loops_;
  SandboxSupply supply_;  // last: its threads post to the loops
};

// The longest waits first, so that a run takes little longer than the longest of them; among those
// that are not long enough for slots of their own others that keep the processors busy meanwhile.
std::vector<Pass::Item> WaitsFirst(std::vector<Pass::Item> items);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_PASS_H_
