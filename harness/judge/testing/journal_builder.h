// Builds a case and the journal of its run together, for tests of the judge. Begins with one
// established connection "c" that the SUT accepted; each call below adds a step or an entry.
//
//   JournalBuilder story;
//   story.Call(Actor::kSut, "close", Returned(0))
//       .SutSends("FIN|ACK")
//       .Check(Actor::kPeer, "recv", Expect(Error("ECONNRESET")), Returned(0));
//   CaseResult result = story.Judge();

#ifndef CLOSESPEC_HARNESS_JUDGE_TESTING_JOURNAL_BUILDER_H_
#define CLOSESPEC_HARNESS_JUDGE_TESTING_JOURNAL_BUILDER_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

Outcome Returned(std::int64_t value);
Outcome Failed(const std::string& error);
Outcome Blocked();
Outcome Told(const std::string& fact, const std::string& value);

Alternative Number(std::int64_t value);
Alternative Error(const std::string& error);
Alternative Field(const std::string& field, const std::string& text);
Expectation Expect(Alternative alternative);
Expectation ExpectAny(std::vector<Alternative> alternatives);

SegmentPattern Pattern(const std::string& flags);
SegmentPattern Pattern(const std::string& flags, const std::string& seq);

// How a segment differs from the next one that its sender would send.
struct Shape {
  std::uint32_t octets = 0;
  std::int64_t seq = 0;  // off SND.NXT of its sender
  std::int64_t ack = 0;  // off RCV.NXT of its sender
  std::chrono::microseconds after{100};
  std::optional<bool> checksum_correct;
};

class JournalBuilder {
 public:
  using Arguments = std::vector<std::pair<std::string, std::string>>;

  JournalBuilder();

  // Steps. A blocked outcome is one that timed out, with a ping answered at once.
  JournalBuilder& Call(Actor actor, const std::string& action, const Outcome& outcome,
                       Arguments arguments = {}, const std::string& as = "");
  JournalBuilder& Check(Actor actor, const std::string& action, const Expectation& expect,
                        const Outcome& outcome, Arguments arguments = {});
  JournalBuilder& Record(const std::string& what, Actor actor, const std::string& action,
                         const Outcome& outcome);
  JournalBuilder& Background(Actor actor, const std::string& action, const std::string& name,
                             Arguments arguments = {});
  // The call that a step began in the background returns.
  JournalBuilder& BackgroundReturns(const std::string& name, const Outcome& outcome);
  JournalBuilder& Finish(Actor actor, const std::string& name, const Expectation& expect);
  JournalBuilder& StillBlocked(Actor actor, const std::string& name);
  JournalBuilder& SutSendsStep(std::vector<SegmentPattern> any, bool came = true);
  JournalBuilder& SutGetsStep(const SegmentPattern& pattern, bool came = true);
  JournalBuilder& NeverStep(const SegmentPattern& pattern);
  JournalBuilder& SilenceStep();
  JournalBuilder& StateStep(Actor actor, const Expectation& expect, const std::string& state,
                            bool if_able = false);
  JournalBuilder& WaitStateStep(Actor actor, const std::string& state, bool came);

  // About the next step.
  JournalBuilder& Late(std::chrono::milliseconds late);
  JournalBuilder& Ping(bool answered, std::chrono::milliseconds took);
  JournalBuilder& NoPing();
  JournalBuilder& On(const std::string& name);
  JournalBuilder& In(const std::string& process);
  // About the last step.
  JournalBuilder& Clause(const std::string& clause, Level level);
  JournalBuilder& Within(std::int64_t minimum, std::int64_t maximum, const std::string& after = "");
  JournalBuilder& Label(const std::string& label);

  // Entries between steps.
  JournalBuilder& SutSends(const std::string& flags, Shape shape = {});
  JournalBuilder& PeerSends(const std::string& flags, Shape shape = {});
  JournalBuilder& Wait(std::chrono::milliseconds time);
  JournalBuilder& Add(Event event);
  JournalBuilder& Epilogue();
  JournalBuilder& Left(const std::string& state);

  [[nodiscard]] CaseResult Judge();

  Case judged;
  Journal journal;

 private:
  struct Side {
    Endpoint endpoint;
    SequenceNumber next;
  };

  void Handshake();
  std::size_t Begin(Step step);
  void End(std::size_t step, bool timed_out, Actor asked);
  void AddCall(std::size_t step, const SocketCall& call, const Outcome& outcome);
  JournalBuilder& Send(Side& from, Side& to, Direction direction, const std::string& flags,
                       const Shape& shape);

  std::chrono::nanoseconds now_{0};
  Side sut_;
  Side peer_;
  std::chrono::milliseconds late_{0};
  PeerPinged ping_;
  bool pings_ = true;
  bool epilogue_ = false;
  std::size_t preamble_entries_ = 0;
  std::string on_ = "c";
  std::string in_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TESTING_JOURNAL_BUILDER_H_
