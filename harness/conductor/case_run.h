// Conducts one case: launches both peers in the case's sandbox, walks the steps, cleans up, and
// gives back the journal of everything that happened. It never decides what is right.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_CASE_RUN_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_CASE_RUN_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/conductor/bridge.h"
#include "harness/conductor/budgets.h"
#include "harness/conductor/case_needs.h"
#include "harness/conductor/lateness.h"
#include "harness/conductor/launcher.h"
#include "harness/conductor/own_kernel.h"
#include "harness/conductor/peer_session.h"
#include "harness/conductor/sockets_known.h"
#include "harness/sandbox/sandbox.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"
#include "suites/model/wire_cursor.h"

namespace closespec {

struct Conducted {
  Journal journal;
  std::optional<std::string> unsupported;  // why; decided from needs and hello
  std::string lacking;  // feature of the SUT that is missing then, if it has a name
  std::chrono::milliseconds lateness{0};  // worst of the harness during the case
  std::string reset;                      // how the reset of the SUT ended that the case called for
};

// What a case needs of its surroundings; all outlives the run.
struct CaseSurroundings {
  Launcher& launcher;
  const LaunchPlan& sut;
  const LaunchPlan& peer;
  const LaunchPlan& wire_peer;  // without what the link says: plays the peer where the case has one
  Sandbox& sandbox;
  const LatenessMeter& lateness;
  const Budgets& budgets;
  Meddler* meddler = nullptr;   // where the sandbox's link has a gap
  OwnKernel* kernel = nullptr;  // where it is the SUT's
};

class CaseRun {
 public:
  CaseRun(const boost::asio::any_io_executor& executor, const Case& conducted,
          const CaseSurroundings& surroundings);
  ~CaseRun();

  boost::asio::awaitable<Conducted> Run();

 private:
  using Clock = std::chrono::steady_clock;

  // A call that a peer was asked to make.
  struct Asked {
    std::size_t step = 0;
    int repetition = 0;
    SocketCall call;
    std::optional<Outcome> outcome;
    bool aside = false;  // the conductor's own question, no part of the journal
  };
  enum class Flow { kGoOn, kStop };

  // case_run.cc: peers, journal, capture, waiting
  boost::asio::awaitable<bool> Greet();
  Status LaunchPeers();
  [[nodiscard]] LaunchPlan PlanOf(Actor actor) const;
  // The actors that a process speaks for.
  [[nodiscard]] std::vector<Actor> WithPeers() const;
  PeerSession& Session(Actor actor) { return actor == Actor::kSut ? *sut_ : *peer_; }
  std::string AddressOf(Actor actor) const;
  void Note(Event event);
  void AnswerCame(Actor actor, const std::string& tag, std::optional<Outcome> outcome);
  void PeerWent(PeerGone gone);
  // A peer is gone that was not told to go.
  [[nodiscard]] bool Deserted() const;
  void DrainCapture();
  [[nodiscard]] bool IsOfThisCase(std::uint16_t peer_port) const;
  void ArmCapture();
  void Wake() { wakeup_.cancel(); }
  // Waits until `happened` or the deadline; false at the deadline.
  template <typename Predicate>
  boost::asio::awaitable<bool> Until(Predicate happened, Clock::time_point deadline);
  // Waits until `happened` or the step is overdue; false then.
  template <typename Predicate>
  boost::asio::awaitable<bool> InTime(Predicate happened);

  // case_steps.cc
  boost::asio::awaitable<void> WalkSteps();
  boost::asio::awaitable<void> LeavePreamble();
  boost::asio::awaitable<Flow> WalkStep(std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const SocketCall& call, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const FinishCall& finish, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const StillBlocked& blocked, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const WaitState& wait, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const ReadState& read, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const AwaitSegment& wanted, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const NeverSegment& never, std::size_t step, int repetition);
  boost::asio::awaitable<bool> Do(const Silence& silence, std::size_t step, int repetition);
  [[nodiscard]] std::pair<std::string, std::string> SeenWord() const;
  std::string Ask(const SocketCall& call, std::size_t step, int repetition);
  // Waits for the answer to a question of the conductor's own; nothing when none came.
  boost::asio::awaitable<std::optional<Outcome>> AskAside(
      Actor actor, std::string action, std::vector<std::pair<std::string, std::string>> words,
      Clock::time_point deadline);
  // What both sides or one of them say that the name is; what was captured comes first.
  [[nodiscard]] std::optional<ConnectionEnds> ConnectionOf(const std::string& on) const;
  WireCursor& CursorOf(const std::string& on);
  boost::asio::awaitable<std::string> StateOf(Actor actor, const std::string& on,
                                              std::string& source);
  boost::asio::awaitable<void> Ping(Actor actor);
  Clock::time_point EventDeadline() const;
  void BeginWindow();
  // The step's budget is over, and nothing new passed the wire in it.
  bool IsOverdue();
  bool Calm(std::chrono::milliseconds budget) const;
  std::chrono::milliseconds BudgetOf(const Action& action) const;

  // case_server.cc: a SUT that has no peer
  void MeetServer();
  boost::asio::awaitable<bool> ServerLives();

  // case_epilogue.cc
  boost::asio::awaitable<void> CleanUp();
  boost::asio::awaitable<void> CloseSockets();
  boost::asio::awaitable<void> LeaveWirePeer();
  // True when the wire peer said that it did.
  boost::asio::awaitable<bool> ResetAll();
  boost::asio::awaitable<void> LookAtWhatIsLeft();
  bool MayStay(const std::string& state) const;
  bool ConnectionsAreOver();
  boost::asio::awaitable<void> QuitPeers();

  const Case& case_;
  CaseSurroundings with_;
  Clock::time_point began_ = Clock::now();
  int windows_ = 0;                          // of the step, so far
  Clock::time_point window_began_ = began_;  // in which something shall happen, or nothing
  std::size_t advances_ = 0;                 // of what either side has sent, on any connection
  std::size_t advances_before_ = 0;          // when the window began
  boost::asio::steady_timer wakeup_;
  std::optional<boost::asio::posix::stream_descriptor> capture_ready_;
  bool capture_armed_ = false;
  std::optional<Bridge> bridge_;
  std::unique_ptr<PeerSession> sut_;
  std::unique_ptr<PeerSession> peer_;
  std::map<Actor, PeerReady> hello_;
  std::map<std::pair<Actor, std::string>, Asked> asked_;  // by tag
  std::set<Actor> gone_;
  std::set<Actor> may_go_;                // told to exit
  std::map<Actor, std::string> refused_;  // that it cannot be set up, instead of hello
  SocketsKnown known_;
  std::map<ConnectionEnds, WireCursor> cursors_;
  std::size_t segments_of_sut_ = 0;
  std::optional<ConnectionEnds> first_connection_;
  std::size_t complaints_before_ = 0;
  bool stopped_ = false;
  std::optional<Lack> lack_;
  std::chrono::milliseconds worst_late_{0};
  Journal journal_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_CASE_RUN_H_
