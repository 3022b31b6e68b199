#include "reports/reproducer/c_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/sample_recorded_run.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The suite's case of the sample run, with this step as its only one.
std::string ProgramOf(Action action, Run run = SampleRecord()) {
  Suite suite = SampleSuite();
  Step& step = suite.scenarios[0].cases[0].steps[0];
  step.action = std::move(action);
  step.expect = Expectation{{Alternative{{{"error", IsText{"ECONNRESET"}}}}}};
  const RecordedRun recorded("results", std::move(run), std::move(suite));
  std::ostringstream text;
  WriteCProgram(text, recorded, recorded.Results().cases[2]);
  return text.str();
}

std::string RefusalOf(Action action, Run run = SampleRecord()) {
  try {
    (void)ProgramOf(std::move(action), std::move(run));
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "";
}

TEST(CProgramTest, ACallIsCheckedAsTheClauseDemands) {
  EXPECT_THAT(ProgramOf(SocketCall{.actor = Actor::kPeer, .action = "recv"}),
              HasSubstr("  seen = recv_some(peer_c, 4096, 0);\n"
                        "  /*  */\n"
                        "  check((!seen.blocked && seen.error == ECONNRESET), "
                        "\"suites/unread_data/close.json:12: peer.recv\", \"ECONNRESET\", "
                        "seen);\n"));
}

TEST(CProgramTest, HostileTextStaysInItsComment) {
  closespec::Run run = SampleRecord();
  run.cases[2].checks[0].observed = "*/ int evil; /**/ \xff\x1b[31m";
  run.cases[2].checks[0].signature = "";
  const std::string text =
      ProgramOf(SocketCall{.actor = Actor::kPeer, .action = "recv"}, std::move(run));
  EXPECT_THAT(text, HasSubstr("* / int evil; / ** / \uFFFD\uFFFD[31m"));
  EXPECT_THAT(text, Not(HasSubstr("*/ int evil")));
}

TEST(CProgramTest, WhatHasNoEqualInCIsRefusedWithItsStep) {
  EXPECT_EQ(RefusalOf(SocketCall{.action = "recv", .background = "r"}),
            "suites/unread_data/close.json:12: unread_data/close[family=ipv4] cannot be a program "
            "in C: a call in the background needs a thread");
  EXPECT_THAT(RefusalOf(SocketCall{.action = "recv", .in = "child"}), HasSubstr("another process"));
  EXPECT_THAT(RefusalOf(SocketCall{.action = "fork", .as = "child"}),
              HasSubstr("the action \"fork\""));
  EXPECT_THAT(RefusalOf(SocketCall{.action = "send_all", .arguments = {{"bytes", "1048576"}}}),
              HasSubstr("1048576 octets"));
  EXPECT_THAT(RefusalOf(Silence{}), HasSubstr("none that sockets can see"));
}

TEST(CProgramTest, ABreachOfAnInvariantHasNoStepToShow) {
  closespec::Run run = SampleRecord();
  run.cases[2].checks[0].step.reset();
  EXPECT_THAT(RefusalOf(SocketCall{.action = "recv"}, std::move(run)),
              HasSubstr("what broke belongs to no step"));
}

}  // namespace
}  // namespace closespec
