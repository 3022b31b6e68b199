// Conducts a case that a test has made by hand with two scripted peers, and tells what happened as
// short lines, so that a test can say the whole story.
//
//   CaseStage stage;
//   stage.Sut().On("send", {"% returns=5"});
//   EXPECT_THAT(stage.Conduct(CaseOf({Call(Actor::kSut, "send")})), Contains("sut returned 5"));

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_TESTING_CASE_STAGE_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_TESTING_CASE_STAGE_H_

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/conductor/case_run.h"
#include "harness/conductor/testing/scripted_launcher.h"
#include "peers/wire/segment_builder.h"

namespace closespec {

constexpr Actor kSut = Actor::kSut;
constexpr Actor kPeer = Actor::kPeer;

// Long enough for any machine. Tests in which something never comes shorten what waits for it.
Budgets PatientBudgets();

Case CaseOf(std::vector<Action> actions);
SocketCall Call(Actor actor, const std::string& action);
SocketCall Background(Actor actor, const std::string& action, const std::string& name);
SocketCall Socket(Actor actor, const std::string& name);

class CaseStage {
 public:
  CaseStage();
  ~CaseStage();

  PeerScript& Sut() { return launcher_->Script("sut"); }
  PeerScript& Peer() { return launcher_->Script("peer"); }
  [[nodiscard]] const Lines& Heard(const std::string& peer) { return launcher_->Heard(peer); }

  Budgets budgets = PatientBudgets();
  bool socket_table = false;
  std::uint16_t server_port = 0;
  // Makes what is to pass the wire next, again and again. A stage that has it conducts one case.
  std::function<SegmentDraft()> traffic;

  // "sut ready", "step 1", "sut send", "sut returned 5", "step 1 timed out", "peer pinged, silent".
  Lines Conduct(const Case& conducted);
  // Of the last one.
  Conducted conducted;

 private:
  void Feed(Capture& capture);

  boost::asio::io_context io_{1};
  std::unique_ptr<ScriptedLauncher> launcher_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_TESTING_CASE_STAGE_H_
