#include "harness/schedule/greeting.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/conductor/peer_session.h"
#include "harness/conductor/process_launcher.h"

namespace closespec {
namespace {

std::string GreetOne(const LaunchPlan& plan, std::chrono::milliseconds wait,
                     const FileDescriptor& network_namespace) {
  boost::asio::io_context io(1);
  ProcessLauncher launcher(io.get_executor());
  boost::asio::steady_timer patience(io, wait);
  std::string stack = "unknown: silent";
  PeerSession session(Actor::kSut, {[&](const PeerReady& hello) {
                                      stack = hello.stack;
                                      session.Quit();
                                    },
                                    [](const std::string&, const std::optional<Outcome>&) {},
                                    [&](const std::string& how) {
                                      if (stack.rfind("unknown", 0) == 0) stack = "unknown: " + how;
                                      patience.cancel();
                                    }});
  const Status started = session.Start(launcher, plan, network_namespace, FileDescriptor());
  if (!started) return "unknown: " + started.trouble().what;
  patience.async_wait([&](boost::system::error_code error) {
    if (!error) session.Kill();
  });
  io.run();
  return stack;
}

}  // namespace

Greetings Greet(const LaunchPlan& sut, const LaunchPlan& peer, std::chrono::milliseconds patience,
                const FileDescriptor& network_namespace) {
  return {GreetOne(sut, patience, network_namespace), GreetOne(peer, patience, network_namespace)};
}

}  // namespace closespec
