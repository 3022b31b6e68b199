#include <algorithm>
#include <boost/asio/use_awaitable.hpp>

#include "harness/conductor/case_run.h"
#include "harness/conductor/waiting.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

// The socket table has no event of its own.
constexpr std::chrono::milliseconds kTablePeriod{2};

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
  Note(EpilogueBegan{});
  co_await CloseSockets();
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

asio::awaitable<void> CaseRun::LookAtWhatIsLeft() {
  if (!with_.sandbox.private_sockets) co_return;
  const std::string sut_address = AddressOf(Actor::kSut);
  const auto deadline = Clock::now() + with_.budgets.cleanup;
  std::vector<SocketEntry> left;
  while (true) {
    auto table = with_.sandbox.sockets.Dump();
    if (!table) {
      Note(HarnessTrouble{"socket table: " + table.trouble().what});
      co_return;
    }
    left = std::move(*table);
    std::erase_if(left, [&](const SocketEntry& entry) {
      return entry.local.address != sut_address || entry.state == "TIME_WAIT" ||
             std::any_of(case_.leaves.begin(), case_.leaves.end(),
                         [&](const Allowance& allowed) { return allowed.what == entry.state; });
    });
    if (left.empty() || Clock::now() >= deadline) break;
    co_await Until([] { return false; }, Clock::now() + kTablePeriod);
  }
  DrainCapture();
  for (const SocketEntry& entry : left) Note(SocketLeft{entry.local, entry.remote, entry.state});
}

}  // namespace closespec
