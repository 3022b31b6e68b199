#include <algorithm>
#include <boost/asio/use_awaitable.hpp>

#include "harness/conductor/case_run.h"
#include "harness/conductor/waiting.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

// The socket table has no event of its own.
constexpr std::chrono::milliseconds kTablePeriod{2};

// A reset that meets the very moment of a close() may be lost, and nobody repeats it: one that was
// sent so often was not, however busy the machine is.
constexpr std::chrono::milliseconds kResetPeriod{50};
constexpr int kResetsAtLeast = 3;

SocketCall EpilogueCall(const SocketsKnown::Open& socket, const std::string& action,
                        std::vector<std::pair<std::string, std::string>> arguments = {}) {
  SocketCall call;
  call.actor = socket.actor;
  call.action = action;
  call.on = socket.name;
  call.in = socket.process;
  call.arguments = std::move(arguments);
  return call;
}

}  // namespace

asio::awaitable<void> CaseRun::CleanUp() {
  if (stopped_) co_return;
  DrainCapture();
  if (bridge_) bridge_->StandAside();
  Note(EpilogueBegan{});
  if (case_.wire_peer) {
    co_await LeaveWirePeer();
  } else {
    co_await CloseSockets();
  }
  co_await LookAtWhatIsLeft();
}

// Ends every connection the careful way, so that what was accepted before is either read now or
// known to be lost: no more to send, read to the end, close.
asio::awaitable<void> CaseRun::CloseSockets() {
  std::vector<std::pair<Actor, std::string>> tags;
  int call_number = 0;
  const auto ask = [&](const SocketCall& call) {
    if (gone_.count(call.actor) != 0) return;
    tags.emplace_back(call.actor, Ask(call, kEpilogue, call_number++));
  };
  const auto all_answered = [&] {
    return std::all_of(tags.begin(), tags.end(), [this](const auto& tag) {
      return asked_.at(tag).outcome.has_value() || gone_.count(tag.first) != 0;
    });
  };
  for (const auto& [actor, process] : known_.Processes()) {
    SocketCall exit;
    exit.actor = actor;
    exit.action = "exit";
    exit.in = process;
    ask(exit);
  }
  const std::set<SocketsKnown::Open> open = known_.OpenSockets();
  for (const auto& socket : open) {
    if (socket.process.empty() && known_.IsConnected(socket.actor, socket.name)) {
      ask(EpilogueCall(socket, "shutdown", {{"how", "write"}}));
      ask(EpilogueCall(socket, "recv_all"));
    }
  }
  co_await Until(all_answered, Clock::now() + with_.budgets.cleanup);
  if (!all_answered()) co_return;  // a call blocks; the peers' ends will close what is open
  for (const auto& socket : open) {
    if (socket.process.empty()) ask(EpilogueCall(socket, "close"));
  }
  co_await Until(all_answered, Clock::now() + with_.budgets.cleanup);
}

// A wire peer reads nothing and ends nothing by itself: its connections are reset, as exactly as it
// knows, and what the SUT's application still holds is closed.
asio::awaitable<void> CaseRun::LeaveWirePeer() {
  std::vector<std::string> tags;
  int call_number = 0;
  for (const auto& socket : known_.OpenSockets()) {
    if (socket.actor != Actor::kSut || !socket.process.empty()) continue;
    tags.push_back(Ask(EpilogueCall(socket, "close"), kEpilogue, call_number++));
  }
  co_await ResetAll();
  co_await Until(
      [&] {
        return gone_.count(Actor::kSut) != 0 || std::ranges::all_of(tags, [this](const auto& tag) {
                 return asked_.at({Actor::kSut, tag}).outcome.has_value();
               });
      },
      Clock::now() + with_.budgets.cleanup);
}

asio::awaitable<bool> CaseRun::ResetAll() {
  if (gone_.count(Actor::kPeer) != 0) co_return false;
  DrainCapture();
  std::vector<std::pair<std::string, std::string>> words;
  words.push_back(SeenWord());
  const auto answer = co_await AskAside(Actor::kPeer, "reset_all", std::move(words),
                                        Clock::now() + with_.budgets.cleanup);
  co_return answer.has_value();
}

bool CaseRun::MayStay(const std::string& state) const {
  return state == "TIME_WAIT" ||
         std::any_of(case_.leaves.begin(), case_.leaves.end(),
                     [&](const Allowance& allowed) { return allowed.what == state; });
}

// A look at single connections is a hundred times cheaper than one at the whole table.
bool CaseRun::ConnectionsAreOver() {
  return std::all_of(cursors_.begin(), cursors_.end(), [this](const auto& each) {
    const auto state = with_.sandbox.sockets.StateOf(each.first.sut, each.first.peer);
    return state && (!*state || MayStay(**state));
  });
}

asio::awaitable<void> CaseRun::LookAtWhatIsLeft() {
  if (!with_.sandbox.private_sockets) co_return;
  const auto deadline = Clock::now() + with_.budgets.give_up;
  const auto last_deadline = Clock::now() + with_.budgets.event;
  auto reset_again_at = Clock::now() + kResetPeriod;
  int resets_to_come = case_.wire_peer ? kResetsAtLeast : 0;
  while (!ConnectionsAreOver()) {
    if (Clock::now() >= deadline && resets_to_come <= 0) break;
    if (case_.wire_peer && Clock::now() >= reset_again_at) {
      const bool answered = co_await ResetAll();
      if (!answered && Clock::now() >= last_deadline) break;
      if (answered) --resets_to_come;
      reset_again_at = Clock::now() + kResetPeriod;
    }
    co_await Until([] { return false; }, Clock::now() + kTablePeriod);
    DrainCapture();
  }
  if (ConnectionsAreOver()) co_return;
  const auto table = with_.sandbox.sockets.Dump();
  if (!table) {
    Note(HarnessTrouble{"socket table: " + table.trouble().what});
    co_return;
  }
  for (const SocketEntry& entry : *table) {
    if (entry.local.address != AddressOf(Actor::kSut) || MayStay(entry.state)) continue;
    Note(SocketLeft{entry.local, entry.remote, entry.state});
  }
}

}  // namespace closespec
