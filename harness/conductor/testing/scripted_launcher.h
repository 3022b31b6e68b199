// A launcher without processes, for tests: its peers say what a script has for each request, in the
// same event loop. The first word of the launch command says which script.
//
//   launcher.Script("sut").On("recv", {"% started"}).On("send", {"% returns=5", "r returns=0"});
//
// In a line "%" stands for the request's tag. "!exited with status 3" ends the peer, "!missing" as
// a greeting lets its launch fail, "@peer r returns=0" lets the other one speak, and "~20 LINE"
// comes 20 ms later. An action given several times is answered in that order, then always the last
// way; one not given is answered "% returns=0", in the background "% started". "quit" ends a peer.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_TESTING_SCRIPTED_LAUNCHER_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_TESTING_SCRIPTED_LAUNCHER_H_

#include <boost/asio/any_io_executor.hpp>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/conductor/launcher.h"

namespace closespec {

using Lines = std::vector<std::string>;

class PeerScript {
 public:
  PeerScript& Greets(Lines lines) {
    greeting_ = std::move(lines);
    return *this;
  }
  PeerScript& On(const std::string& action, Lines lines) {
    answers_[action].push_back(std::move(lines));
    return *this;
  }

  [[nodiscard]] const Lines& Greeting() const { return greeting_; }
  // What is said to the next request of that action.
  Lines Answer(const std::string& action, bool in_background);

 private:
  Lines greeting_ = {
      "hello closespec-peer protocol=1 stack=scripted-1 actions=send,recv,close,shutdown,socket,"
      "recv_all,exit,fork,state features=threads,fork,tcp_info"};
  std::map<std::string, std::deque<Lines>> answers_;
};

class ScriptedLauncher final : public Launcher {
 public:
  explicit ScriptedLauncher(boost::asio::any_io_executor executor)
      : stage_(std::make_shared<Stage>(Stage{std::move(executor), {}, {}, {}})) {}

  PeerScript& Script(const std::string& peer) { return stage_->scripts[peer]; }
  // What the peer was sent so far, without LF.
  [[nodiscard]] const Lines& Heard(const std::string& peer) { return stage_->heard[peer]; }

  Result<std::unique_ptr<PeerProcess>> Launch(const LaunchPlan& plan, const FileDescriptor&,
                                              const FileDescriptor&, PeerEvents events) override;

 private:
  class Peer;
  struct Stage {
    boost::asio::any_io_executor executor;
    std::map<std::string, PeerScript> scripts;
    std::map<std::string, Lines> heard;
    std::map<std::string, std::weak_ptr<PeerEvents>> living;
  };
  static void Say(const std::shared_ptr<Stage>& stage, const std::string& peer, std::string line);
  static void Tell(const std::weak_ptr<PeerEvents>& listener, const std::string& line);

  std::shared_ptr<Stage> stage_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_TESTING_SCRIPTED_LAUNCHER_H_
