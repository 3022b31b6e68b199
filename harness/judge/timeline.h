// An index of a journal: where each step began and ended and which entries belong to each call.
// Built once a case; it points into the journal, which must outlive it.

#ifndef CLOSESPEC_HARNESS_JUDGE_TIMELINE_H_
#define CLOSESPEC_HARNESS_JUDGE_TIMELINE_H_

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "suites/model/journal.h"

namespace closespec {

struct StepSpan {
  std::size_t began = 0;  // index into Journal::entries
  std::size_t ended = 0;
  std::size_t next = 0;  // where the next step or the epilogue begins
  std::chrono::nanoseconds began_at{0};
  std::chrono::nanoseconds ended_at{0};
  StepEnded end;
};

struct CallSpan {
  const CallBegan* began = nullptr;
  std::size_t began_entry = 0;
  const Outcome* outcome = nullptr;  // nothing while it has not returned
  std::size_t ended_entry = 0;
};

// Why nothing after an entry can be judged any more.
struct Halt {
  std::size_t entry = 0;
  std::string reason;
  std::chrono::milliseconds budget{0};  // of what did not come
  std::chrono::milliseconds late{0};    // of the harness meanwhile
};

class Timeline {
 public:
  explicit Timeline(const Journal& journal);

  // Nothing when the step did not begin and end.
  [[nodiscard]] const StepSpan* Step(std::size_t step, int repetition) const;
  [[nodiscard]] const CallSpan* Call(std::size_t step, int repetition) const;
  // The last one of that step.
  [[nodiscard]] const StateRead* State(std::size_t step, int repetition) const;

  // In the order in which they began, the epilogue's too.
  [[nodiscard]] std::span<const CallSpan> Calls() const { return calls_; }
  // The first sign that a peer or the harness broke.
  [[nodiscard]] const std::optional<Halt>& Trouble() const { return trouble_; }
  // Where the scenario ends and cleaning up begins.
  [[nodiscard]] std::size_t ScenarioEnd() const { return scenario_end_; }
  [[nodiscard]] bool CaptureIsWhole() const { return capture_is_whole_; }
  // The scenario had ended this peer before that entry.
  [[nodiscard]] bool WasToldToEnd(Actor actor, std::size_t entry) const;

  [[nodiscard]] const Journal& Source() const { return journal_; }

 private:
  using Key = std::pair<std::size_t, int>;

  void Index(std::size_t entry);
  void EndCall(const CallEnded& ended, std::size_t entry);

  const Journal& journal_;
  std::map<Key, StepSpan> steps_;
  std::map<Key, std::size_t> call_of_step_;
  std::map<Key, const StateRead*> states_;
  std::vector<CallSpan> calls_;
  std::map<Actor, std::size_t> told_to_end_;
  std::optional<Halt> trouble_;
  std::size_t scenario_end_ = 0;
  bool capture_is_whole_ = false;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TIMELINE_H_
