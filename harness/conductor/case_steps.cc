#include <algorithm>
#include <boost/asio/use_awaitable.hpp>
#include <iterator>

#include "harness/conductor/case_run.h"
#include "harness/conductor/requests.h"
#include "harness/conductor/waiting.h"

namespace closespec {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

// A state has no event of its own; it is looked at this often, and after every event.
constexpr milliseconds kStatePeriod{1};
// Where the peer is asked for it, all that is said adds up.
constexpr milliseconds kAskedStatePeriod{10};
// "Nothing happens" on a machine that does nothing at all proves nothing, so the time is waited for
// again until it passes without the harness being late, so often at most. The same where something
// shall happen and new octets pass meanwhile.
constexpr int kMostWindows = 8;

// For an actor that a wire step speaks of both may be to blame.
std::vector<Actor> Concerned(const Action& action) {
  return std::visit(
      [](const auto& each) -> std::vector<Actor> {
        if constexpr (requires { each.actor; }) {
          return {each.actor};
        } else {
          return {Actor::kSut, Actor::kPeer};
        }
      },
      action);
}

}  // namespace

CaseRun::Clock::time_point CaseRun::EventDeadline() const {
  return window_began_ + with_.budgets.event + case_.real_time;
}

// A stack that carries much on a loaded machine is slow, and not stuck.
bool CaseRun::IsOverdue() {
  if (Clock::now() < EventDeadline()) return false;
  DrainCapture();
  if (windows_ == kMostWindows || advances_ == advances_before_) return true;
  BeginWindow();
  return false;
}

void CaseRun::BeginWindow() {
  ++windows_;
  window_began_ = Clock::now();
  advances_before_ = advances_;
}

milliseconds CaseRun::BudgetOf(const Action& action) const {
  if (const auto* blocked = std::get_if<StillBlocked>(&action)) return blocked->budget;
  if (const auto* silence = std::get_if<Silence>(&action)) {
    return silence->budget.value_or(with_.budgets.silence);
  }
  return with_.budgets.event + case_.real_time;
}

bool CaseRun::Calm(milliseconds budget) const {
  return with_.lateness.WorstSince(window_began_) <= budget / 10;
}

asio::awaitable<void> CaseRun::WalkSteps() {
  for (std::size_t step = 0; step < case_.steps.size(); ++step) {
    if (step == case_.preamble_steps) co_await LeavePreamble();
    for (int repetition = 0; repetition < case_.steps[step].times; ++repetition) {
      if (co_await WalkStep(step, repetition) == Flow::kStop) co_return;
    }
  }
}

// A state is reached before the segment that tells of it is sent, and on a loaded machine the
// kernel passes a segment on some time after the call that sent it. Without this wait the
// acknowledgement that ends the preamble could be taken for one of the scenario's.
asio::awaitable<void> CaseRun::LeavePreamble() {
  DrainCapture();
  // Nothing settles by itself where every segment of the other side is the scenario's.
  const auto settled = [this] {
    if (case_.wire_peer) return true;
    const bool all = std::all_of(cursors_.begin(), cursors_.end(),
                                 [](const auto& each) { return each.second.IsSettled(); });
    if (!all) ArmCapture();
    return all;
  };
  co_await Until(settled, Clock::now() + with_.budgets.silence);
  for (auto& [connection, cursor] : cursors_) cursor.SkipAll();
}

asio::awaitable<CaseRun::Flow> CaseRun::WalkStep(std::size_t step, int repetition) {
  windows_ = 0;
  BeginWindow();
  Note(StepBegan{step, repetition});
  const Action& action = case_.steps[step].action;
  const bool in_time =
      co_await std::visit([&](const auto& each) { return Do(each, step, repetition); }, action);
  DrainCapture();
  const milliseconds late = with_.lateness.WorstSince(window_began_);
  Note(StepEnded{step, repetition, !in_time, BudgetOf(action), late});
  if (!in_time) {
    for (const Actor actor : Concerned(action)) co_await Ping(actor);
  }
  co_return in_time && !Deserted() && !stopped_ && !lack_ ? Flow::kGoOn : Flow::kStop;
}

std::string CaseRun::Ask(const SocketCall& call, std::size_t step, int repetition) {
  Note(CallBegan{step, repetition, call.actor, call.action, call.on, call.as, call.in,
                 call.background, call.arguments});
  auto words = RequestWords(call, case_.family, AddressOf(call.actor), known_);
  if (const auto kind = case_.sockets.find(call.actor);
      call.action == "socket" && kind != case_.sockets.end()) {
    words.emplace_back("kind", ToText(kind->second));
  }
  if (case_.wire_peer && call.actor == Actor::kPeer) {
    if (call.action == "socket")
      std::ranges::move(WordsOf(*case_.wire_peer), std::back_inserter(words));
    if (IsInjection(call)) words.push_back(SeenWord());
  }
  std::string tag = Session(call.actor).Request(call.action, std::move(words));
  asked_[{call.actor, tag}] = {step, repetition, call, std::nullopt};
  return tag;
}

// The wire peer answers to what the capture showed before, which may not have reached it yet.
std::pair<std::string, std::string> CaseRun::SeenWord() const {
  return {"seen", std::to_string(segments_of_sut_)};
}

asio::awaitable<std::optional<Outcome>> CaseRun::AskAside(
    Actor actor, std::string action, std::vector<std::pair<std::string, std::string>> words,
    Clock::time_point deadline) {
  const std::pair key(actor, Session(actor).Request(std::move(action), std::move(words)));
  Asked& asked = asked_[key];
  asked.aside = true;
  co_await Until([&] { return asked.outcome || gone_.count(actor) != 0; }, deadline);
  co_return std::move(asked_.extract(key).mapped().outcome);
}

asio::awaitable<bool> CaseRun::Do(const SocketCall& call, std::size_t step, int repetition) {
  const bool ends_peer = call.in.empty() && (call.action == "exit" || call.action == "abort");
  if (ends_peer) may_go_.insert(call.actor);
  const std::string tag = Ask(call, step, repetition);
  if (!ends_peer) {
    const Asked& asked = asked_.at({call.actor, tag});
    co_return co_await InTime(
        [&] { return asked.outcome.has_value() || gone_.count(call.actor) != 0; });
  }
  const bool went = co_await InTime([&] { return gone_.count(call.actor) != 0; });
  if (went) {
    Outcome ended;
    ended.returns = 0;
    known_.Learn(call, ended);
    Note(CallEnded{step, repetition, call.actor, ended});
  }
  co_return went;
}

asio::awaitable<bool> CaseRun::Do(const FinishCall& finish, std::size_t, int) {
  co_return co_await InTime([&] {
    const auto asked = asked_.find({finish.actor, finish.call});
    return (asked != asked_.end() && asked->second.outcome) || gone_.count(finish.actor) != 0;
  });
}

asio::awaitable<bool> CaseRun::Do(const StillBlocked& blocked, std::size_t, int) {
  const auto returned = [&] {
    const auto asked = asked_.find({blocked.actor, blocked.call});
    return (asked != asked_.end() && asked->second.outcome) || gone_.count(blocked.actor) != 0;
  };
  for (int window = 0; window < kMostWindows; ++window) {
    window_began_ = Clock::now();
    if (co_await Until(returned, window_began_ + blocked.budget) || Calm(blocked.budget)) break;
  }
  co_return true;
}

asio::awaitable<std::string> CaseRun::StateOf(Actor actor, const std::string& on,
                                              std::string& source) {
  const auto connection = ConnectionOf(on);
  if (with_.sandbox.shows_states) {
    source = "socket_table";
    if (!connection) co_return "CLOSED";
    const auto state = actor == Actor::kSut
                           ? with_.sandbox.sockets.StateOf(connection->sut, connection->peer)
                           : with_.sandbox.sockets.StateOf(connection->peer, connection->sut);
    if (!state) {
      Note(HarnessTrouble{"socket table: " + state.trouble().what});
      stopped_ = true;
      co_return "";
    }
    co_return state->value_or("CLOSED");
  }
  source = "peer";
  if (!known_.IsOpen(actor, on)) co_return "";
  const auto& features = hello_.at(actor).features;
  if (std::find(features.begin(), features.end(), "tcp_info") == features.end()) co_return "";
  std::vector<std::pair<std::string, std::string>> words;
  words.emplace_back("on", on);
  const auto outcome =
      co_await AskAside(actor, "state", std::move(words), Clock::now() + with_.budgets.ping);
  if (!outcome) co_return "";
  const auto state = outcome->facts.find("state");
  co_return state == outcome->facts.end() ? "" : state->second;
}

asio::awaitable<bool> CaseRun::Do(const WaitState& wait, std::size_t step, int repetition) {
  std::string source;
  std::string state;
  while (true) {
    state = co_await StateOf(wait.actor, wait.on, source);
    const auto awaited = [&](const char* each) {
      return std::find(wait.states.begin(), wait.states.end(), each) != wait.states.end();
    };
    const bool reached =
        (wait.if_able && state.empty()) || awaited(state.c_str()) ||
        // A socket may say so of a connection that its kernel keeps in TIME_WAIT without it.
        (source == "peer" && state == "CLOSED" && awaited("TIME_WAIT"));
    if (reached || stopped_ || Deserted() || IsOverdue()) {
      DrainCapture();
      Note(StateRead{step, repetition, wait.actor, wait.on, state, source});
      co_return reached;
    }
    ArmCapture();
    const milliseconds period = source == "peer" ? kAskedStatePeriod : kStatePeriod;
    co_await Until([] { return false; }, Clock::now() + period);
  }
}

asio::awaitable<bool> CaseRun::Do(const ReadState& read, std::size_t step, int repetition) {
  std::string source;
  std::string state = co_await StateOf(read.actor, read.on, source);
  // Of TIME_WAIT and CLOSED, whoever asks only the socket cannot tell which.
  if (source == "peer" && state == "CLOSED") state.clear();
  DrainCapture();
  Note(StateRead{step, repetition, read.actor, read.on, std::move(state), source});
  co_return true;
}

asio::awaitable<bool> CaseRun::Do(const AwaitSegment& wanted, std::size_t, int) {
  if (!with_.sandbox.capture) co_return true;
  DrainCapture();
  bool decided = false;
  co_await InTime([&] {
    WireCursor& cursor = CursorOf(wanted.on);
    if (cursor.Take(wanted)) return decided = true;
    const auto behind = cursor.Behind(wanted.direction);
    decided = std::any_of(behind.begin(), behind.end(), [&](std::size_t index) {
      return DecidesAgainst(cursor.Segments()[index]);
    });
    if (decided) cursor.GiveUp();
    if (!decided) ArmCapture();
    return decided || Deserted();
  });
  co_return decided;
}

asio::awaitable<bool> CaseRun::Do(const NeverSegment&, std::size_t, int) { co_return true; }

asio::awaitable<bool> CaseRun::Do(const Silence& silence, std::size_t, int) {
  if (!with_.sandbox.capture) co_return true;
  DrainCapture();
  const auto broken = [&] {
    if (CursorOf(silence.on).SilenceBreaker(silence.again)) return true;
    ArmCapture();
    return false;
  };
  const milliseconds budget = silence.budget.value_or(with_.budgets.silence);
  for (int window = 0; window < kMostWindows; ++window) {
    window_began_ = Clock::now();
    if (co_await Until(broken, window_began_ + budget) || Calm(budget)) {
      break;
    }
  }
  co_return true;
}

asio::awaitable<void> CaseRun::Ping(Actor actor) {
  if (gone_.count(actor) != 0) co_return;
  const auto asked_at = Clock::now();
  bool lives = false;
  if (actor == Actor::kSut && case_.server) {
    lives = co_await ServerLives();
  } else {
    const auto answer = co_await AskAside(actor, "ping", {}, asked_at + with_.budgets.ping);
    lives = answer.has_value();
  }
  Note(PeerPinged{actor, lives && gone_.count(actor) == 0,
                  std::chrono::duration_cast<milliseconds>(Clock::now() - asked_at)});
}

}  // namespace closespec
