#include "harness/schedule/greeting.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/conductor/launch_on_link.h"
#include "harness/conductor/peer_session.h"
#include "harness/conductor/process_launcher.h"

namespace closespec {
namespace {

std::string GreetOne(const LaunchPlan& plan, Actor side, std::chrono::milliseconds wait,
                     const Sandbox& sandbox) {
  boost::asio::io_context io(1);
  ProcessLauncher launcher(io.get_executor());
  boost::asio::steady_timer patience(io, wait);
  std::string stack = "unknown: silent";
  bool is_over = false;
  PeerSession session(side, {[&](const PeerReady& hello) {
                               stack = hello.stack;
                               session.Quit();
                             },
                             [](const std::string&, const std::optional<Outcome>&) {},
                             [&](const std::string& how) {
                               const bool is_known = stack.rfind("unknown", 0) != 0;
                               // The signal that ended it was ours and tells nothing of it.
                               if (!is_known && !is_over) stack = "unknown: " + how;
                               patience.cancel();
                             }});
  const Status started = session.Start(launcher, OnLink(plan, sandbox, side),
                                       sandbox.NamespaceOf(side), sandbox.EndOf(side));
  if (!started) return "unknown: " + started.trouble().what;
  patience.async_wait([&](boost::system::error_code error) {
    if (error) return;
    stack = "unknown: silent: no hello within " + std::to_string(wait.count()) +
            " ms, so it was ended from here";
    is_over = true;
    session.Kill();
  });
  io.run();
  return stack;
}

}  // namespace

Greetings Greet(const LaunchPlan& sut, const LaunchPlan& peer, std::chrono::milliseconds patience,
                const Result<Sandbox>& sandbox) {
  if (!sandbox) {
    const std::string unknown = "unknown: no sandbox: " + sandbox.trouble().what;
    return {unknown, unknown};
  }
  return {sut.command.empty() ? "" : GreetOne(sut, Actor::kSut, patience, *sandbox),
          GreetOne(peer, Actor::kPeer, patience, *sandbox)};
}

}  // namespace closespec
