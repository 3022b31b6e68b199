#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using std::chrono::microseconds;
using enum Actor;

constexpr microseconds kAtOnce{50};
constexpr microseconds kByTimer{200000};

void Exchange(JournalBuilder& story, int rounds, microseconds after) {
  for (int round = 0; round < rounds; ++round) {
    story.SutSends("ACK", {.after = after}).PeerSends("ACK", {.after = kAtOnce});
  }
}

TEST(NoWar, AcknowledgementsThatAnswerEachOtherDeviate) {
  JournalBuilder story;
  Exchange(story, 10, kAtOnce);
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kDeviates, Blame::kSut));
  EXPECT_THAT(result, HasSignature("invariant.no_war: acknowledgements answer each other"));
}

TEST(NoWar, AFewAreNoWar) {
  JournalBuilder story;
  Exchange(story, 2, kAtOnce);
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, BurstThatEndsByItselfIsNoWar) {
  JournalBuilder story;
  Exchange(story, 10, kAtOnce);
  story.SutSends("FIN|ACK", {.after = kByTimer});
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, BurstBeforeQuietIsNoWar) {
  JournalBuilder story;
  Exchange(story, 10, kAtOnce);
  story.Wait(std::chrono::milliseconds(200));
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, ProbesAndTheirAnswersAreNoWar) {
  JournalBuilder story;
  Exchange(story, 20, kByTimer);
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, NewOctetsAreACause) {
  JournalBuilder story;
  story.Call(kPeer, "send", Returned(20), {{"bytes", "20"}});
  for (int round = 0; round < 20; ++round) {
    story.PeerSends("ACK", {.octets = 1, .after = kAtOnce}).SutSends("ACK", {.after = kAtOnce});
  }
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, CallsAreACause) {
  JournalBuilder story;
  for (int round = 0; round < 10; ++round) {
    Exchange(story, 1, kAtOnce);
    story.Call(kSut, "poll", Returned(0));
  }
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, ResetsThatAnswerResetsFail) {
  JournalBuilder story;
  for (int round = 0; round < 5; ++round) {
    story.SutSends("RST", {.after = kAtOnce}).PeerSends("RST", {.after = kAtOnce});
  }
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("invariant.no_war: resets answer each other"));
}

TEST(NoWar, ChallengesThatAnswerABurstOfResetsAreOwed) {
  JournalBuilder story;
  story.judged.wire_peer = WirePeer{};
  for (int round = 0; round < 4; ++round) {
    story.PeerSends("RST", {.seq = 10, .after = kAtOnce}).SutSends("ACK", {.after = kAtOnce});
  }
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, AnswersToOldSegmentsAreOwed) {
  JournalBuilder story;
  story.Call(kPeer, "send", Returned(5), {{"bytes", "5"}}).PeerSends("ACK", {.octets = 5});
  story.SutSends("ACK");
  for (int round = 0; round < 6; ++round) {
    story.PeerSends("ACK", {.seq = -5, .after = kAtOnce}).SutSends("ACK", {.after = kAtOnce});
  }
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, SideThatAnswersWhatCallsForNoAnswerIsToBlame) {
  JournalBuilder story;
  story.PeerSends("ACK", {.seq = 7}).SutSends("ACK");
  for (int round = 0; round < 6; ++round) {
    story.PeerSends("ACK", {.seq = 7, .after = kAtOnce}).SutSends("ACK", {.after = kAtOnce});
  }
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kPeer));
  EXPECT_THAT(result, HasSignature("invariant.no_war: acknowledgements answer each other"));
}

TEST(NoWar, SegmentsThatOvertookEachOtherAreNoWar) {
  JournalBuilder story;
  story.Call(kPeer, "send", Returned(50), {{"bytes", "50"}});
  story.PeerSends("ACK", {.octets = 50}).SutSends("ACK");
  for (int round = 0; round < 10; ++round) {
    story.SutSends("ACK", {.ack = -5 * round, .after = kAtOnce});
    story.PeerSends("ACK", {.octets = 5, .seq = -50, .after = kAtOnce});
  }
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(NoWar, IsWaivedWithItsClause) {
  JournalBuilder story;
  story.judged.waive = {{"no_war", "rfc5961-7-p1"}};
  Exchange(story, 10, kAtOnce);
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

}  // namespace
}  // namespace closespec
