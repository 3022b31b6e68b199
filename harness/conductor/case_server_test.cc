// Cases whose SUT is a server that nobody launched.

#include <gmock/gmock.h>

#include "harness/conductor/testing/case_stage.h"

namespace closespec {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SocketCall ConnectToListener() {
  SocketCall connect = Call(Actor::kPeer, "connect");
  connect.arguments = {{"to", "l"}};
  return connect;
}

// A step in which something is missed that the SUT owes.
Action Missed() { return FinishCall{Actor::kSut, "r"}; }

class CaseServerTest : public testing::Test {
 protected:
  CaseServerTest() {
    stage_.server_port = 7;
    stage_.budgets.event = std::chrono::milliseconds(1);
    stage_.Peer().Greets(
        {"hello closespec-peer protocol=1 stack=wire actions=socket,connect "
         "features="});
  }

  Lines Conduct(std::vector<Action> actions) {
    Case served = CaseOf(std::move(actions));
    served.wire_peer.emplace();
    served.server = ServerRole::kEcho;
    return stage_.Conduct(served);
  }

  CaseStage stage_;
};

TEST_F(CaseServerTest, NothingIsLaunchedForItAndItsPortIsKnown) {
  stage_.budgets.event = PatientBudgets().event;
  EXPECT_THAT(Conduct({ConnectToListener()}),
              ElementsAre("sut ready", "peer ready", "step 0", "peer connect c", "peer returned 0",
                          "epilogue", HasSubstr("peer gone")));
  EXPECT_THAT(stage_.Heard("sut"), IsEmpty());
  EXPECT_THAT(stage_.Heard("peer"), Contains("1 connect on=c address=192.0.2.1 port=7"));
  EXPECT_EQ(std::get<PeerReady>(stage_.conducted.journal.entries.front().event).stack,
            "server/echo");
}

TEST_F(CaseServerTest, LivesIfItTakesAnotherConnection) {
  EXPECT_THAT(Conduct({Missed()}), Contains("sut pinged, answered"));
  EXPECT_THAT(stage_.Heard("peer"),
              Contains(HasSubstr("connect on=server_probe address=192.0.2.1 port=7")));
}

TEST_F(CaseServerTest, DoesNotLiveIfItRefusesOrSaysNothing) {
  stage_.Peer().On("connect", {"% error=ECONNREFUSED native=111"});
  EXPECT_THAT(Conduct({Missed()}), Contains("sut pinged, silent"));
  stage_.Peer().On("connect", {});
  stage_.budgets.ping = std::chrono::milliseconds(1);
  EXPECT_THAT(Conduct({Missed()}), Contains("sut pinged, silent"));
}

}  // namespace
}  // namespace closespec
