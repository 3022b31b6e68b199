#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using enum Actor;

// A peer's call that moved octets, as one of the steps or of the epilogue.
JournalBuilder& Move(JournalBuilder& story, Actor actor, const std::string& action,
                     std::int64_t octets) {
  return story.Call(actor, action, Returned(octets), {{"bytes", std::to_string(octets)}});
}

// recv that returns zero is not a preparation that succeeds, so it is told by the epilogue.
JournalBuilder& ReadEnd(JournalBuilder& story, Actor actor) {
  return story.Epilogue().Call(actor, "recv", Returned(0), {{"bytes", "100"}});
}

TEST(ByteLedger, HoldsWhenAllIsReadBeforeTheEnd) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 5}).SutSends("FIN|ACK");
  Move(story, kPeer, "recv", 3);
  Move(story, kPeer, "recv", 2);
  EXPECT_THAT(ReadEnd(story, kPeer).Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(ByteLedger, EndBeforeAcceptedOctetsIsBroken) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5}).PeerSends("FIN|ACK");
  Move(story, kSut, "recv", 3);
  const CaseResult result = ReadEnd(story, kSut).Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("invariant.byte_ledger: end of stream before octets that a "
                                   "send accepted"));
}

TEST(ByteLedger, LossByTheOtherPeerIsThePeers) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 5}).SutSends("FIN|ACK");
  Move(story, kPeer, "recv", 3);
  EXPECT_THAT(ReadEnd(story, kPeer).Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(ByteLedger, FinBeforeAcceptedOctetsIsBrokenThoughNobodyRead) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 3}).SutSends("FIN|ACK");
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result,
              HasSignature("invariant.byte_ledger: FIN before octets that a send accepted"));
}

TEST(ByteLedger, AResetBehindTheFinExcusesNothing) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 3}).SutSends("FIN|ACK");
  story.PeerSends("RST|ACK").Epilogue();
  EXPECT_THAT(story.Judge(),
              HasSignature("invariant.byte_ledger: FIN before octets that a send accepted"));
}

// Blocked in the background while the peer reads, then told of a reset.
JournalBuilder SendThatFails(std::int64_t octets_read) {
  JournalBuilder story;
  story.Background(kSut, "send", "s", {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 3});
  Move(story, kPeer, "recv", octets_read);
  story.BackgroundReturns("s", Failed("ECONNRESET"));
  return story;
}

TEST(ByteLedger, ASendThatWaitedAndFailedMayHaveBeenTakenInPart) {
  EXPECT_THAT(SendThatFails(3).Epilogue().Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(ByteLedger, ASendThatWaitedAndFailedGivesNoMoreThanItWasGiven) {
  EXPECT_THAT(SendThatFails(6).Epilogue().Judge(),
              HasSignature("invariant.byte_ledger: octets doubled"));
}

TEST(ByteLedger, ASendThatFailedAtOnceHasTakenNothing) {
  JournalBuilder story;
  story.Check(kSut, "send", Expect(Error("EPIPE")), Failed("EPIPE"), {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 3});
  EXPECT_THAT(story.Epilogue().Judge(),
              HasSignature("invariant.byte_ledger: octets doubled on the wire"));
}

TEST(ByteLedger, LossThatIsToldIsNoBreach) {
  JournalBuilder reset;
  Move(reset, kSut, "send", 5).SutSends("ACK", {.octets = 3}).PeerSends("RST|ACK");
  reset.SutSends("FIN|ACK").Epilogue();
  EXPECT_THAT(reset.Judge(), HasNoSignature());
  JournalBuilder error;
  Move(error, kPeer, "send", 5).PeerSends("ACK", {.octets = 5}).PeerSends("FIN|ACK");
  error.Epilogue().Call(kSut, "getsockopt", Told("value", "ETIMEDOUT"));
  error.Call(kSut, "recv", Returned(0), {{"bytes", "100"}});
  EXPECT_THAT(error.Judge(), HasNoSignature());
}

TEST(ByteLedger, CloseOfAnUnopenedNameTellsNoLoss) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 3}).SutSends("FIN|ACK");
  story.Epilogue().Call(kSut, "close", Failed("EBADF"));
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(ByteLedger, ReaderThatNeverReadIsNoBreach) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5}).PeerSends("FIN|ACK");
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(ByteLedger, EndAfterOwnShutdownIsNotThePeersEnd) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5});
  story.Background(kSut, "recv", "r").Call(kSut, "shutdown", Returned(0), {{"how", "read"}});
  story.BackgroundReturns("r", Returned(0)).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(ByteLedger, PeekedOctetsCountOnce) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5});
  story.Call(kSut, "recv", Returned(5), {{"bytes", "5"}, {"flags", "peek"}});
  Move(story, kSut, "recv", 5).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(ByteLedger, DoubledOctetsAreBroken) {
  JournalBuilder reader;
  Move(reader, kPeer, "send", 5).PeerSends("ACK", {.octets = 5});
  Move(reader, kSut, "recv", 5);
  Move(reader, kSut, "recv", 5).Epilogue();
  EXPECT_THAT(reader.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(reader.Judge(), HasSignature("invariant.byte_ledger: octets doubled"));
  JournalBuilder writer;
  Move(writer, kSut, "send", 5).SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5});
  EXPECT_THAT(writer.Epilogue().Judge(),
              HasSignature("invariant.byte_ledger: octets doubled on the wire"));
}

TEST(ByteLedger, MultipathTcpMaySendOctetsAgain) {
  JournalBuilder writer;
  writer.judged.sockets = {{kSut, SocketKind::kMptcp}};
  Move(writer, kSut, "send", 5).SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5});
  EXPECT_THAT(writer.Epilogue().Judge(), HasNoSignature());
}

TEST(ByteLedger, RetransmissionDoublesNothing) {
  JournalBuilder story;
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 5}).SutSends("FIN|ACK");
  story.SutSends("FIN|ACK", {.octets = 5, .seq = -6}).SutSends("ACK", {.octets = 1, .seq = -1});
  EXPECT_THAT(story.Epilogue().Judge(), HasNoSignature());
}

TEST(ByteLedger, SendThatDidNotReturnMayHaveAcceptedEverything) {
  JournalBuilder story;
  story.Background(kSut, "send_all", "s");
  std::get<CallBegan>(story.journal.entries[story.journal.entries.size() - 2].event).arguments = {
      {"bytes", "100"}};
  story.SutSends("ACK", {.octets = 60}).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(ByteLedger, AlteredOctetsAreBroken) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5});
  Outcome altered = Returned(5);
  altered.intact = false;
  story.Call(kSut, "recv", altered).Epilogue();
  EXPECT_THAT(story.Judge(), HasSignature("invariant.byte_ledger: octets altered"));
}

TEST(ByteLedger, PositionsOfForkedReadersProveNothing) {
  JournalBuilder story;
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 5});
  Outcome altered = Returned(3);
  altered.intact = false;
  Move(story, kSut, "recv", 2).In("child").Call(kSut, "recv", altered).Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(ByteLedger, UrgentDataIsOutsideTheLedger) {
  JournalBuilder story;
  story.Call(kPeer, "send", Returned(1), {{"bytes", "1"}, {"flags", "oob"}});
  story.PeerSends("ACK|URG", {.octets = 1}).PeerSends("FIN|ACK");
  EXPECT_THAT(ReadEnd(story, kSut).Judge(), HasNoSignature());
}

TEST(ByteLedger, CallOnUnnamedConnectionStopsTheAudit) {
  JournalBuilder story;
  story.On("other").Call(kSut, "socket", Returned(0), {}, "other");
  story.On("other").Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  Move(story, kPeer, "send", 5).PeerSends("ACK", {.octets = 4}).PeerSends("FIN|ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasNoSignature());
}

TEST(ByteLedger, IsWaivedWithItsClause) {
  JournalBuilder story;
  story.judged.waive = {{"byte_ledger", "seed-7"}};
  Move(story, kSut, "send", 5).SutSends("ACK", {.octets = 3}).SutSends("FIN|ACK").Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  ASSERT_FALSE(result.checks.empty());
  EXPECT_EQ(result.checks[0].clause, "seed-7");
  EXPECT_EQ(result.checks[0].reason, "waived");
}

}  // namespace
}  // namespace closespec
