#include "harness/judge/signature.h"

#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"

namespace closespec {
namespace {

using enum Actor;

TEST(SubjectOf, CountsCallsOfThatActorAndActionBehindThePreamble) {
  JournalBuilder story;
  story.Call(kPeer, "recv", Returned(1)).Call(kSut, "recv", Returned(1));
  story.Call(kPeer, "close", Returned(0)).Call(kPeer, "recv", Returned(1));
  EXPECT_EQ(SubjectOf(story.judged, 0, 0), "preamble.peer.connect#1");
  EXPECT_EQ(SubjectOf(story.judged, 2, 0), "peer.recv#1");
  EXPECT_EQ(SubjectOf(story.judged, 3, 0), "sut.recv#1");
  EXPECT_EQ(SubjectOf(story.judged, 5, 0), "peer.recv#2");
}

TEST(SubjectOf, CountsRepetitions) {
  JournalBuilder story;
  story.Call(kSut, "recv", Returned(1)).Call(kSut, "recv", Returned(1));
  story.judged.steps[2].times = 3;
  EXPECT_EQ(SubjectOf(story.judged, 2, 2), "sut.recv#3");
  EXPECT_EQ(SubjectOf(story.judged, 3, 0), "sut.recv#4");
}

TEST(SubjectOf, FinishHasTheNameOfItsCall) {
  JournalBuilder story;
  story.Background(kSut, "recv", "r").StillBlocked(kSut, "r").Finish(kSut, "r", Expect(Number(0)));
  EXPECT_EQ(SubjectOf(story.judged, 3, 0), "sut.recv#1");
  EXPECT_EQ(SubjectOf(story.judged, 4, 0), "sut.recv#1");
}

TEST(SubjectOf, CountsWireStepsByKind) {
  JournalBuilder story;
  story.SutSendsStep({Pattern("FIN")}, false).NeverStep(Pattern("RST"));
  story.SutSendsStep({Pattern("ACK")}, false);
  EXPECT_EQ(SubjectOf(story.judged, 3, 0), "wire.never#1");
  EXPECT_EQ(SubjectOf(story.judged, 4, 0), "wire.sut_sends#2");
}

TEST(CallSignature, HidesCountsOfOctets) {
  EXPECT_EQ(CallSignature("s", "recv", "returned 3", "5"), "s: returned fewer, expected n");
  EXPECT_EQ(CallSignature("s", "recv", "returned 17", "5"), "s: returned more, expected n");
  EXPECT_EQ(CallSignature("s", "recv", "returned 17", "0"), "s: returned some, expected 0");
  EXPECT_EQ(CallSignature("s", "recv", "returned 0", "1448"), "s: returned 0, expected n");
  EXPECT_EQ(CallSignature("s", "recv_all", "bytes=5, end=eof", "bytes=5, end=ECONNRESET"),
            "s: bytes=n, end=eof, expected bytes=n, end=ECONNRESET");
}

TEST(CallSignature, KeepsNumbersThatAreNoCounts) {
  EXPECT_EQ(CallSignature("s", "poll", "returned 1", "0"), "s: returned 1, expected 0");
  EXPECT_EQ(CallSignature("s", "state", "FIN_WAIT_1", "FIN_WAIT_2"),
            "s: FIN_WAIT_1, expected FIN_WAIT_2");
}

TEST(SymbolicSegment, NamesNumbersByTheVariables) {
  ConnectionVariables variables;
  variables.snd_nxt = SequenceNumber(100);
  variables.rcv_nxt = SequenceNumber(200);
  Segment segment;
  segment.flags = {.fin = true, .psh = true, .ack = true};
  segment.ack = SequenceNumber(200);
  const auto text = [&](std::uint32_t seq, bool with_ack) {
    segment.seq = SequenceNumber(seq);
    return SymbolicSegment(segment, variables, with_ack);
  };
  EXPECT_EQ(text(100, false), "FIN|ACK seq=SND.NXT");
  EXPECT_EQ(text(99, true), "FIN|ACK seq=SND.NXT-1 ack=RCV.NXT");
  EXPECT_EQ(text(101, false), "FIN|ACK seq=SND.NXT+1");
  EXPECT_EQ(text(50, false), "FIN|ACK seq<SND.NXT");
  EXPECT_EQ(text(150, false), "FIN|ACK seq>SND.NXT");
  segment.length = 7;
  EXPECT_EQ(text(100, false), "FIN|ACK with data seq=SND.NXT");
}

TEST(SymbolicSegment, SaysNothingOfUnknownVariables) {
  Segment reset;
  reset.flags.rst = true;
  EXPECT_EQ(SymbolicSegment(reset, ConnectionVariables(), true), "RST");
}

}  // namespace
}  // namespace closespec
