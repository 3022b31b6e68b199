#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using enum Actor;

// Octets for the ledger, so that only the segments are at issue.
JournalBuilder Accepted(Actor actor, std::int64_t octets) {
  JournalBuilder story;
  story.Call(actor, "send", Returned(octets), {{"bytes", std::to_string(octets)}});
  return story;
}

testing::Matcher<const CaseResult&> BreaksWith(const std::string& what) {
  return testing::AllOf(HasVerdict(Verdict::kFail, Blame::kSut),
                        HasSignature("invariant.well_formed: " + what));
}

TEST(WellFormed, OrderlyReleaseHolds) {
  JournalBuilder story = Accepted(kSut, 5);
  story.SutSends("PSH|ACK", {.octets = 5}).PeerSends("ACK").SutSends("FIN|ACK").PeerSends("ACK");
  story.PeerSends("FIN|ACK").SutSends("ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(WellFormed, WhoseASegmentToItsOwnSenderIsNobodyKnows) {
  JournalBuilder story;
  story.SutSends("ACK", {.ack = 100});
  auto& segment = std::get<SegmentSeen>(story.journal.entries.back().event).segment;
  segment.destination = segment.source;
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, SimultaneousCloseHolds) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("FIN|ACK", {.ack = -1}).SutSends("ACK").PeerSends("ACK");
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, CrossingSegmentsHold) {
  JournalBuilder story = Accepted(kPeer, 10);
  story.PeerSends("ACK", {.octets = 5}).PeerSends("ACK", {.octets = 5});
  story.SutSends("ACK", {.ack = -5}).SutSends("ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(WellFormed, RetransmissionsAndProbesHold) {
  JournalBuilder story = Accepted(kSut, 5);
  story.SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5, .seq = -5});
  story.SutSends("ACK", {.seq = -1}).SutSends("FIN|ACK").SutSends("FIN|ACK", {.seq = -1});
  story.SutSends("FIN|ACK", {.octets = 5, .seq = -6});
  story.SutSends("ACK", {.octets = 1, .seq = -1}).SutSends("ACK", {.seq = -1}).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(WellFormed, KeepAliveOfAnUnusedConnectionHolds) {
  JournalBuilder story;
  EXPECT_THAT(story.SutSends("ACK", {.seq = -1}).Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, ResetThatTakesItsNumberFromAnAckHolds) {
  JournalBuilder story = Accepted(kPeer, 5);
  story.SutSends("RST|ACK").PeerSends("ACK", {.octets = 5}).SutSends("RST");
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, RefusalOfUnknownConnectionHolds) {
  JournalBuilder story;
  story.SutSends("RST|ACK").PeerSends("SYN", {.seq = 70000}).SutSends("RST|ACK", {.seq = -1001});
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, AckOfSegmentBeyondAHoleIsBroken) {
  JournalBuilder story;
  story.SutSends("ACK", {.ack = 5});
  EXPECT_THAT(story.Epilogue().Judge(), BreaksWith("ACK of what never arrived"));
}

TEST(WellFormed, AckThatGoesBackIsBrokenWhenItStays) {
  constexpr std::chrono::milliseconds kLater{60};
  JournalBuilder overtaken = Accepted(kPeer, 10);
  overtaken.PeerSends("ACK", {.octets = 10}).SutSends("ACK").SutSends("ACK", {.ack = -5});
  overtaken.SutSends("ACK", {.ack = -5});
  EXPECT_THAT(overtaken.Epilogue().Judge(), HasNoSignature());
  JournalBuilder mended = Accepted(kPeer, 10);
  mended.PeerSends("ACK", {.octets = 10}).SutSends("ACK").SutSends("ACK", {.ack = -5});
  mended.SutSends("ACK", {.ack = -5, .after = kLater}).SutSends("ACK");
  EXPECT_THAT(mended.Epilogue().Judge(), HasNoSignature());
  JournalBuilder stays = Accepted(kPeer, 10);
  stays.PeerSends("ACK", {.octets = 10}).SutSends("ACK").SutSends("ACK", {.ack = -5});
  stays.SutSends("ACK", {.ack = -5, .after = kLater});
  EXPECT_THAT(stays.Epilogue().Judge(), BreaksWith("ACK goes back"));
}

TEST(WellFormed, SegmentWithoutAckIsBroken) {
  JournalBuilder story;
  EXPECT_THAT(story.SutSends("FIN").Epilogue().Judge(), BreaksWith("segment without ACK"));
}

TEST(WellFormed, SecondFinAtAnotherNumberIsBroken) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").SutSends("FIN|ACK");
  EXPECT_THAT(story.Epilogue().Judge(), BreaksWith("FIN at a second number"));
}

TEST(WellFormed, DataBeyondTheFinIsBroken) {
  JournalBuilder story = Accepted(kSut, 5);
  story.SutSends("FIN|ACK").SutSends("ACK", {.octets = 5}).Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasSignature("invariant.well_formed: data beyond the FIN"));
}

TEST(WellFormed, SynInAnEstablishedConnectionIsBroken) {
  JournalBuilder story;
  story.SutSends("ACK").SutSends("SYN", {.seq = 500});
  EXPECT_THAT(story.Epilogue().Judge(), BreaksWith("SYN in an established connection"));
}

TEST(WellFormed, NewConnectionUnderTheSameAddressesHolds) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("FIN|ACK").SutSends("ACK");
  story.PeerSends("SYN", {.seq = 90000}).SutSends("SYN|ACK", {.seq = 90000}).PeerSends("ACK");
  story.SutSends("FIN|ACK").PeerSends("FIN|ACK").SutSends("ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(WellFormed, StrayResetIsBroken) {
  JournalBuilder story;
  story.SutSends("RST|ACK", {.seq = 1 << 24});
  EXPECT_THAT(story.Epilogue().Judge(), BreaksWith("RST with a number out of nowhere"));
}

TEST(WellFormed, NumberBeforeIssIsBroken) {
  JournalBuilder story;
  EXPECT_THAT(story.SutSends("ACK", {.seq = -2}).Epilogue().Judge(),
              BreaksWith("number before ISS"));
}

TEST(WellFormed, OctetsLeftOutAreBrokenUnlessTheyComeLater) {
  JournalBuilder story = Accepted(kSut, 10);
  story.SutSends("ACK", {.octets = 5, .seq = 5}).Epilogue();
  EXPECT_THAT(story.Judge(), BreaksWith("octets left out"));
  JournalBuilder later = Accepted(kSut, 10);
  later.SutSends("ACK", {.octets = 5, .seq = 5}).SutSends("ACK", {.octets = 5, .seq = -10});
  EXPECT_THAT(later.Epilogue().Judge(), HasNoSignature());
}

TEST(WellFormed, WrongChecksumIsBrokenWhereChecksumsAreReal) {
  JournalBuilder story;
  story.SutSends("ACK", {.checksum_correct = false}).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
  story.journal.real_checksums = true;
  EXPECT_THAT(story.Judge(), BreaksWith("wrong checksum"));
}

TEST(WellFormed, SegmentOfTheOtherPeerIsThePeers) {
  JournalBuilder story;
  story.PeerSends("FIN|ACK").PeerSends("FIN|ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(WellFormed, InjectedSegmentsNeedNotFit) {
  JournalBuilder story;
  for (Entry& entry : story.journal.entries) {
    auto* call = std::get_if<CallEnded>(&entry.event);
    if (call != nullptr && call->actor == kPeer) call->outcome.facts.clear();
  }
  story.PeerSends("FIN|ACK").PeerSends("FIN|ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(WellFormed, IsNotJudgedOnAnIncompleteCapture) {
  JournalBuilder story;
  story.SutSends("ACK", {.ack = 5}).Epilogue().Add(CaptureEnded{5, 1});
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(WellFormed, WhatTheEpilogueProvokesIsNotJudged) {
  JournalBuilder story;
  story.Epilogue().SutSends("ACK", {.ack = 5});
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

}  // namespace
}  // namespace closespec
