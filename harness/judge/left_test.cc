#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using enum Actor;

// The SUT's application has closed, and the socket table shows this state in the end.
JournalBuilder ClosedAndLeft(const std::string& state) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("ACK").PeerSends("FIN|ACK").SutSends("ACK").Epilogue();
  story.Call(kSut, "close", Returned(0)).Left(state);
  return story;
}

TEST(NothingLeft, TimeWaitIsNothing) {
  EXPECT_THAT(ClosedAndLeft("TIME_WAIT").Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(NothingLeft, WhatStaysIsBroken) {
  const CaseResult result = ClosedAndLeft("FIN_WAIT_2").Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("invariant.nothing_left: FIN_WAIT_2"));
}

TEST(NothingLeft, WhatTheScenarioLeavesMayStay) {
  JournalBuilder story = ClosedAndLeft("FIN_WAIT_2");
  story.judged.leaves = {{"FIN_WAIT_2", "rfc9293-3.6-p11"}};
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(NothingLeft, WaitingForTheOtherPeerIsThePeers) {
  JournalBuilder fin;
  fin.SutSends("FIN|ACK").PeerSends("ACK").Epilogue().Call(kSut, "close", Returned(0));
  EXPECT_THAT(fin.Left("FIN_WAIT_2").Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
  JournalBuilder ack;
  ack.SutSends("FIN|ACK").Epilogue().Call(kSut, "close", Returned(0));
  EXPECT_THAT(ack.Left("FIN_WAIT_1").Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(NothingLeft, OpenSocketIsUnattributed) {
  JournalBuilder story;
  EXPECT_THAT(story.Epilogue().Left("ESTABLISHED").Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(NothingLeft, DuplicateKeepsASocketOpen) {
  JournalBuilder story;
  story.Call(kSut, "dup", Returned(0), {}, "d").Epilogue().Call(kSut, "close", Returned(0));
  EXPECT_THAT(story.Left("ESTABLISHED").Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  story.On("d").Call(kSut, "close", Returned(0));
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(NothingLeft, EndOfThePeerReleasesEverything) {
  JournalBuilder story;
  story.Epilogue().Add(PeerGone{kSut, "exited with status 0", true}).Left("CLOSE_WAIT");
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(NothingLeft, SocketsOfTheOtherPeerAreNotTheSuts) {
  JournalBuilder story;
  story.Epilogue().Add(SocketLeft{{"192.0.2.2", 4711}, {"192.0.2.1", 80}, "LAST_ACK"});
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(NothingLeft, ListenerOfTheSutIsBroken) {
  JournalBuilder story;
  story.Epilogue().Add(SocketLeft{{"192.0.2.1", 80}, {"0.0.0.0", 0}, "LISTEN"});
  EXPECT_THAT(story.Judge(), HasSignature("invariant.nothing_left: LISTEN"));
}

TEST(NothingLeft, IsNotJudgedWithoutSocketTable) {
  JournalBuilder story;
  story.journal.socket_table = false;
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  ASSERT_EQ(result.checks.size(), 4u);
  EXPECT_EQ(result.checks[2].reason, "no socket table");
}

}  // namespace
}  // namespace closespec
