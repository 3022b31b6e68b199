#include "harness/judge/blame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using enum Actor;

// Asks the other peer for `expect` and lets it see `outcome`.
CaseResult PeerSees(JournalBuilder& story, const std::string& action, const Expectation& expect,
                    const Outcome& outcome) {
  return story.Check(kPeer, action, expect, outcome, {{"bytes", "5"}}).Epilogue().Judge();
}

TEST(Blame, MissingResetIsTheSuts) {
  JournalBuilder story;
  story.SutSends("FIN|ACK");
  const CaseResult result = PeerSees(story, "recv", Expect(Error("ECONNRESET")), Returned(0));
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("peer.recv#1: returned 0, expected ECONNRESET"));
}

TEST(Blame, ResetThatWasSentAndNotToldIsThePeers) {
  JournalBuilder story;
  story.SutSends("RST|ACK");
  EXPECT_THAT(PeerSees(story, "recv", Expect(Error("ECONNRESET")), Returned(0)),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, ResetWithWrongNumberIsTheSuts) {
  JournalBuilder story;
  story.SutSends("RST|ACK", {.seq = 1000});
  EXPECT_THAT(PeerSees(story, "recv", Expect(Error("ECONNRESET")), Blocked()),
              HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Blame, ResetThatCameLaterIsUnattributed) {
  JournalBuilder story;
  story.Check(kPeer, "recv", Expect(Error("ECONNRESET")), Blocked()).SutSends("RST|ACK");
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(Blame, ResetThatAnswersLaterDataIsNotTheMissingOne) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").Check(kPeer, "recv", Expect(Error("ECONNRESET")), Returned(0));
  story.Call(kPeer, "send", Returned(1), {{"bytes", "1"}}).PeerSends("PSH|ACK", {.octets = 1});
  story.SutSends("RST");
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Blame, ResetBehindFinIsUnattributedWhenThePeerSawTheEnd) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").SutSends("RST|ACK");
  EXPECT_THAT(PeerSees(story, "recv", Expect(Error("ECONNRESET")), Returned(0)),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(Blame, EndOfStreamNeedsFinAndNoReset) {
  JournalBuilder missing;
  EXPECT_THAT(PeerSees(missing, "recv", Expect(Number(0)), Blocked()),
              HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder reset;
  reset.SutSends("RST|ACK");
  EXPECT_THAT(PeerSees(reset, "recv", Expect(Number(0)), Failed("ECONNRESET")),
              HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder sent;
  sent.SutSends("FIN|ACK").PeerSends("ACK");
  EXPECT_THAT(PeerSees(sent, "recv", Expect(Number(0)), Blocked()),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, DataInsteadOfTheEndIsTheSuts) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(3), {{"bytes", "3"}}).SutSends("ACK", {.octets = 3});
  EXPECT_THAT(PeerSees(story, "recv", Expect(Number(0)), Returned(3)),
              HasSignature("peer.recv#1: returned some, expected 0"));
}

TEST(Blame, ReceivedOctetsNeedThatTheyWereSent) {
  JournalBuilder missing;
  missing.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 3});
  const CaseResult result = PeerSees(missing, "recv", Expect(Number(5)), Returned(3));
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("peer.recv#1: returned fewer, expected n"));
  JournalBuilder sent;
  sent.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  EXPECT_THAT(PeerSees(sent, "recv", Expect(Number(5)), Returned(3)),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, OctetsReadBeforeCountFromTheStream) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  story.Call(kPeer, "recv", Returned(5));
  EXPECT_THAT(PeerSees(story, "recv", Expect(Number(5)), Blocked()),
              HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Blame, AllOctetsThenTheEnd) {
  Expectation all = Expect(Field("bytes", "5"));
  all.any[0].fields.push_back({"end", IsText{"eof"}});
  Outcome seen = Told("bytes", "5");
  seen.facts["end"] = "ECONNRESET";
  JournalBuilder reset;
  reset.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  reset.SutSends("RST|ACK");
  const CaseResult result = PeerSees(reset, "recv_all", all, seen);
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result,
              HasSignature("peer.recv_all#1: bytes=n, end=ECONNRESET, expected bytes=n, end=eof"));
}

TEST(Blame, AcceptedSendNeedsNoReset) {
  JournalBuilder reset;
  reset.SutSends("RST|ACK");
  EXPECT_THAT(PeerSees(reset, "send", Expect(Number(5)), Failed("ECONNRESET")),
              HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder quiet;
  EXPECT_THAT(PeerSees(quiet, "send", Expect(Number(5)), Failed("ECONNRESET")),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, BrokenPipeAfterOwnShutdownSaysNothingOfTheSut) {
  JournalBuilder story;
  story.Call(kPeer, "shutdown", Returned(0), {{"how", "write"}}).PeerSends("FIN|ACK");
  EXPECT_THAT(PeerSees(story, "send", Expect(Error("EPIPE")), Failed("EINVAL")),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(Blame, BlockedCallNeedsAQuietSut) {
  JournalBuilder sent;
  sent.Background(kPeer, "recv", "r").SutSends("FIN|ACK").BackgroundReturns("r", Returned(0));
  EXPECT_THAT(sent.StillBlocked(kPeer, "r").Epilogue().Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder quiet;
  quiet.Background(kPeer, "recv", "r").BackgroundReturns("r", Returned(0));
  EXPECT_THAT(quiet.StillBlocked(kPeer, "r").Epilogue().Judge(),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, UnreadOctetsMoveNobodyOutOfEstablished) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  story.StateStep(kPeer, Expect(Field("state", "ESTABLISHED")), "CLOSE_WAIT").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
  JournalBuilder ended;
  ended.SutSends("FIN|ACK");
  ended.StateStep(kPeer, Expect(Field("state", "ESTABLISHED")), "CLOSE_WAIT").Epilogue();
  EXPECT_THAT(ended.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(Blame, StateOfThePeerNeedsItsCause) {
  JournalBuilder missing;
  missing.StateStep(kPeer, Expect(Field("state", "CLOSE_WAIT")), "ESTABLISHED").Epilogue();
  EXPECT_THAT(missing.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder sent;
  sent.SutSends("FIN|ACK").StateStep(kPeer, Expect(Field("state", "CLOSE_WAIT")), "ESTABLISHED");
  EXPECT_THAT(sent.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, EachAlternativeMustBeMadeImpossible) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("ACK");
  EXPECT_THAT(PeerSees(story, "recv", ExpectAny({Error("ECONNRESET"), Number(0)}), Blocked()),
              HasVerdict(Verdict::kInconclusive, Blame::kPeer));
}

TEST(Blame, WhatTheTableDoesNotKnowIsUnattributed) {
  JournalBuilder story;
  EXPECT_THAT(PeerSees(story, "connect", Expect(Error("ETIMEDOUT")), Returned(0)),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(Blame, AlteredOctetsAreUnattributed) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  Outcome altered = Returned(5);
  altered.intact = false;
  EXPECT_THAT(PeerSees(story, "recv", Expect(Number(5)), altered),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(Blame, WithoutWholeCaptureNobodyKnows) {
  JournalBuilder dropped;
  dropped.SutSends("FIN|ACK").Check(kPeer, "recv", Expect(Error("ECONNRESET")), Returned(0));
  dropped.Epilogue().Add(CaptureEnded{3, 1});
  EXPECT_THAT(dropped.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  JournalBuilder blind;
  blind.journal.capture = false;
  EXPECT_THAT(PeerSees(blind, "recv", Expect(Error("ECONNRESET")), Returned(0)),
              HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

}  // namespace
}  // namespace closespec
