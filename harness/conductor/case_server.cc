#include <boost/asio/use_awaitable.hpp>

#include "harness/conductor/case_run.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

constexpr const char* kProbe = "server_probe";

}  // namespace

// The listener is there before the case, and nobody says hello for it.
void CaseRun::MeetServer() {
  PeerReady hello{Actor::kSut, StackBehind(*case_.server), {}, {}};
  Note(hello);
  hello_[Actor::kSut] = std::move(hello);
  known_.Place(Actor::kSut, "l", {AddressOf(Actor::kSut), with_.sandbox.server_port});
}

// What a ping is to a peer, another connection is to a server: whoever opens one is there, and can
// be reached. The epilogue resets it with the others.
asio::awaitable<bool> CaseRun::ServerLives() {
  const auto deadline = Clock::now() + with_.budgets.ping;
  std::vector<std::pair<std::string, std::string>> socket;
  socket.emplace_back("as", kProbe);
  socket.emplace_back("family", ToText(case_.family));
  const auto made = co_await AskAside(Actor::kPeer, "socket", std::move(socket), deadline);
  if (!made) co_return false;
  std::vector<std::pair<std::string, std::string>> connect;
  connect.emplace_back("on", kProbe);
  connect.emplace_back("address", AddressOf(Actor::kSut));
  connect.emplace_back("port", std::to_string(with_.sandbox.server_port));
  const auto opened = co_await AskAside(Actor::kPeer, "connect", std::move(connect), deadline);
  co_return opened && !opened->error;
}

}  // namespace closespec
