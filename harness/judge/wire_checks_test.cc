#include "harness/judge/wire_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using testing::Not;
using enum Actor;

TEST(WireChecks, FindsTheSegmentAndDescribesItInSymbols) {
  JournalBuilder story;
  story.Call(kSut, "close", Returned(0)).SutSends("FIN|ACK");
  const CaseResult result = story.SutSendsStep({Pattern("FIN", "SND.NXT")}).Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_EQ(result.checks[0].observed, "FIN|ACK seq=SND.NXT");
}

// lwIPv6's accept() fills the address in with what was in memory.
TEST(WireChecks, AnAddressThatNobodyCapturedMeansWhatThePeerCallsSo) {
  JournalBuilder story;
  for (Entry& entry : story.journal.entries) {
    auto* ended = std::get_if<CallEnded>(&entry.event);
    if (ended == nullptr || ended->actor != kSut) continue;
    ended->outcome.facts["remote"] = "255.255.255.255:0";
  }
  story.Call(kSut, "close", Returned(0)).SutSends("FIN|ACK");
  const CaseResult result = story.SutSendsStep({Pattern("FIN", "SND.NXT")}).Epilogue().Judge();
  EXPECT_EQ(result.checks[0].observed, "FIN|ACK seq=SND.NXT");
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(WireChecks, MissingSegmentFailsTheSut) {
  JournalBuilder story;
  SegmentPattern reset = Pattern("RST", "SND.NXT");
  reset.flags_may = TcpFlags{.ack = true};
  const CaseResult result = story.SutSendsStep({reset}, false).Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result,
              HasSignature("wire.sut_sends#1: absent, expected RST, perhaps ACK, seq=SND.NXT"));
}

TEST(WireChecks, SaysWhatCameInstead) {
  JournalBuilder story;
  story.SutSends("ACK").SutSends("FIN|PSH|ACK");
  const CaseResult result = story.SutSendsStep({Pattern("RST")}, false).Epilogue().Judge();
  EXPECT_THAT(result, HasSignature("wire.sut_sends#1: FIN|ACK seq=SND.NXT, expected RST"));
  EXPECT_EQ(result.checks[0].reason,
            "only these came: ACK seq=SND.NXT (other flags); "
            "FIN|ACK seq=SND.NXT (other flags)");
}

TEST(WireChecks, AFinMayWaitBehindDataThatWasRepeatedBeforeItsCall) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5, .seq = -5});
  story.Call(kSut, "shutdown", Returned(0), {{"how", "write"}});
  const CaseResult result = story.SutSendsStep({Pattern("FIN|ACK")}, false).Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  EXPECT_THAT(result.checks[0].reason, testing::HasSubstr("a FIN may wait behind it"));
}

TEST(WireChecks, AFinMayNotWaitBehindDataThatIsRepeatedOnlyBecauseItIsMissing) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
  story.SutSendsStep({Pattern("FIN|ACK")}, false);
  story.SutSends("ACK", {.octets = 5, .seq = -5});
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, AFinMayNotWaitBehindRepeatedDataThatIsAcknowledged) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5, .seq = -5});
  story.PeerSends("ACK").Call(kSut, "shutdown", Returned(0), {{"how", "write"}});
  EXPECT_THAT(story.SutSendsStep({Pattern("FIN|ACK")}, false).Epilogue().Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, NothingElseMayWaitBehindRepeatedData) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5, .seq = -5});
  EXPECT_THAT(story.SutSendsStep({Pattern("RST")}, false).Epilogue().Judge(),
              HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, ComparesWhatCameWithThePatternThatItIsNearestTo) {
  JournalBuilder story;
  story.SutSends("ACK");
  SegmentPattern wanted = Pattern("ACK", "SND.NXT-1");
  wanted.bytes = Range{5, 5};
  const CaseResult result =
      story.SutSendsStep({Pattern("RST", "SND.NXT-1"), wanted, Pattern("FIN", "SND.NXT")}, false)
          .Epilogue()
          .Judge();
  EXPECT_EQ(result.checks[0].reason, "only these came: ACK seq=SND.NXT (other flags)");
}

TEST(WireChecks, CountsWhatIsTooMuchToTell) {
  JournalBuilder story;
  for (int i = 0; i < 20; ++i) story.SutSends("ACK");
  const CaseResult result = story.SutSendsStep({Pattern("RST")}, false).Epilogue().Judge();
  EXPECT_THAT(result.checks[0].reason, testing::EndsWith("; and 12 more"));
}

TEST(WireChecks, WhatComesAfterTheStepDoesNotCount) {
  JournalBuilder story;
  story.SutSendsStep({Pattern("FIN")}, false).SutSends("FIN|ACK").Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, PreambleIsBehindTheCursor) {
  JournalBuilder story;
  story.SutSendsStep({Pattern("SYN")}, false).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, PassedOverFinBreaksTheCheck) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").SutSends("RST|ACK");
  const CaseResult result = story.SutSendsStep({Pattern("RST")}).Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result,
              HasSignature("wire.sut_sends#1: FIN|ACK seq=SND.NXT before it, expected RST"));
}

TEST(WireChecks, PassedOverDataIsReported) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  story.SutSends("ACK", {.octets = 5}).SutSends("FIN|ACK");
  const CaseResult result = story.SutSendsStep({Pattern("FIN")}).Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  EXPECT_EQ(result.checks[0].reason, "passed over: ACK with data seq=SND.NXT");
}

TEST(WireChecks, PermitsOneOfSeveralPatterns) {
  JournalBuilder story;
  story.SutSends("RST|ACK").SutSendsStep({Pattern("FIN"), Pattern("RST")}).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPermitted, Blame::kNobody));
}

TEST(WireChecks, NeverSpeaksOfTheWholeScenario) {
  JournalBuilder before;
  before.SutSends("FIN|ACK").NeverStep(Pattern("FIN")).Epilogue();
  EXPECT_THAT(before.Judge(),
              HasSignature("wire.never#1: FIN|ACK seq=SND.NXT, expected never FIN"));
  JournalBuilder later;
  later.NeverStep(Pattern("FIN")).SutSends("FIN|ACK").Epilogue();
  EXPECT_THAT(later.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
  JournalBuilder in_epilogue;
  in_epilogue.NeverStep(Pattern("FIN")).Epilogue().SutSends("FIN|ACK");
  EXPECT_THAT(in_epilogue.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
  JournalBuilder in_preamble;
  in_preamble.NeverStep(Pattern("SYN")).Epilogue();
  EXPECT_THAT(in_preamble.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(WireChecks, NeverIsNotBrokenByWhatFollowsFailedPreparation) {
  JournalBuilder story;
  story.NeverStep(Pattern("FIN")).SutGetsStep(Pattern("FIN"), false).SutSends("FIN|ACK");
  EXPECT_THAT(story.Epilogue().Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(WireChecks, SilenceIsBrokenByNews) {
  JournalBuilder quiet;
  quiet.SilenceStep().Epilogue();
  EXPECT_THAT(quiet.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
  JournalBuilder broken;
  broken.SutSends("RST|ACK").SilenceStep().Epilogue();
  EXPECT_THAT(broken.Judge(),
              HasSignature("wire.silence#1: RST|ACK seq=SND.NXT, expected silence"));
}

TEST(WireChecks, WhatCameInsteadOfWhatWasWantedBreaksNoSilenceBehindIt) {
  JournalBuilder story;
  story.Clause("should", Level::kShould);
  story.SutSends("FIN|ACK").SutSendsStep({Pattern("RST")}, false);
  story.SilenceStep().Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasSignature("wire.sut_sends#1: FIN|ACK seq=SND.NXT, expected RST"));
  EXPECT_THAT(result, Not(HasSignature("wire.silence#1: FIN|ACK seq=SND.NXT, expected silence")));
}

TEST(WireChecks, ProbeThatMayHaveCrossedTheResetProvesNothing) {
  const auto after_reset = [](const Shape& shape) {
    JournalBuilder story;
    story.Call(kPeer, "close", Returned(0)).PeerSends("RST|ACK").SutGetsStep(Pattern("RST"));
    story.SutSends("ACK", shape).SilenceStep().Epilogue();
    return story.Judge();
  };
  EXPECT_THAT(after_reset({.seq = -1, .after = milliseconds(2)}),
              HasVerdict(Verdict::kInconclusive, Blame::kNobody));
  EXPECT_THAT(after_reset({.seq = -1, .after = milliseconds(140)}),
              HasVerdict(Verdict::kFail, Blame::kSut))
      << "that long nothing is on its way";
  EXPECT_THAT(after_reset({.after = milliseconds(2)}), HasVerdict(Verdict::kFail, Blame::kSut))
      << "an answer begins at SND.NXT";
}

// The peer had acknowledged long before what the probe repeats.
TEST(WireChecks, ProbeMayHaveCrossedAResetLongBehindAnAcknowledgement) {
  JournalBuilder story;
  story.PeerSends("ACK").SutSends("ACK", {.seq = -1, .after = milliseconds(200)});
  story.PeerSends("ACK").Call(kPeer, "close", Returned(0));
  story.PeerSends("RST|ACK", {.after = milliseconds(400)}).SutGetsStep(Pattern("RST"));
  story.SutSends("ACK", {.seq = -1, .after = milliseconds(2)}).SilenceStep().Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kNobody));
}

TEST(WireChecks, RepetitionThatMayHaveCrossedItsAcknowledgementProvesNothing) {
  const auto sent_again = [](milliseconds after) {
    JournalBuilder story;
    story.Call(kSut, "send", Returned(5), {{"bytes", "5"}}).SutSends("ACK", {.octets = 5});
    story.PeerSends("ACK").SutGetsStep(Pattern("ACK"));
    story.SutSends("ACK", {.octets = 5, .seq = -5, .after = after}).SilenceStep().Epilogue();
    return story.Judge();
  };
  EXPECT_THAT(sent_again(milliseconds(2)), HasVerdict(Verdict::kInconclusive, Blame::kNobody));
  EXPECT_THAT(sent_again(milliseconds(140)), HasVerdict(Verdict::kFail, Blame::kSut))
      << "that long nothing is on its way";
}

TEST(WireChecks, RepetitionMayHaveCrossedAnAcknowledgementThatNoStepWaitedFor) {
  const auto sent_again = [](milliseconds after) {
    JournalBuilder story;
    story.Call(kSut, "close", Returned(0)).SutSends("FIN|ACK").SutSendsStep({Pattern("FIN")});
    story.PeerSends("ACK").PeerSends("RST");
    story.SutSends("FIN|ACK", {.seq = -1, .after = after}).SilenceStep().Epilogue();
    return story.Judge();
  };
  EXPECT_THAT(sent_again(milliseconds(64)), HasVerdict(Verdict::kInconclusive, Blame::kNobody));
  EXPECT_THAT(sent_again(milliseconds(140)), HasVerdict(Verdict::kFail, Blame::kSut))
      << "that long nothing is on its way";
}

TEST(WireChecks, AcknowledgementThatIsRepeatedEndsTheTimerOnce) {
  JournalBuilder story;
  story.Call(kSut, "close", Returned(0)).SutSends("FIN|ACK").PeerSends("ACK");
  story.PeerSends("ACK", {.after = milliseconds(140)}).SutGetsStep(Pattern("ACK"));
  story.SutSends("FIN|ACK", {.seq = -1}).SilenceStep().Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, WaitsForWhatThePeerSends) {
  JournalBuilder came;
  came.PeerSends("FIN|ACK").SutGetsStep(Pattern("FIN")).Epilogue();
  EXPECT_THAT(came.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
  JournalBuilder missing;
  missing.SutGetsStep(Pattern("FIN"), false).Epilogue();
  EXPECT_THAT(missing.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
}

TEST(WireChecks, WithoutCaptureNothingIsProved) {
  JournalBuilder story;
  story.SutSendsStep({Pattern("FIN")}, false).Epilogue();
  story.journal.capture = false;
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_EQ(result.reason, "no capture");
}

TEST(WireChecks, DroppedSegmentsTakeAwayAbsenceButNotPresence) {
  JournalBuilder absent;
  absent.SutSendsStep({Pattern("FIN")}, false).Epilogue().Add(CaptureEnded{10, 1});
  EXPECT_THAT(absent.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  JournalBuilder present;
  present.SutSends("FIN|ACK").NeverStep(Pattern("FIN")).Epilogue().Add(CaptureEnded{10, 1});
  EXPECT_THAT(present.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, LateHarnessTakesAwayAbsence) {
  JournalBuilder story;
  story.Late(milliseconds(200)).SutSendsStep({Pattern("FIN")}, false).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

TEST(WireChecks, SegmentThatMayNotBePassedOverDecidesWithoutWaiting) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").NoPing().SutSendsStep({Pattern("RST")}, true).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(WireChecks, WhatWasDroppedMayHaveComeBeforeWhatDecides) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").NoPing().SutSendsStep({Pattern("RST")}, true).Epilogue();
  story.Add(CaptureEnded{10, 1});
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  JournalBuilder silence;
  silence.SutSends("ACK").SilenceStep().Epilogue().Add(CaptureEnded{10, 1});
  EXPECT_THAT(silence.Judge(), HasVerdict(Verdict::kInconclusive, Blame::kHarness));
}

// The FIN was sent behind the data, on another processor, and reached the capture first.
TEST(WireChecks, SegmentThatOvertookAnotherProvesNothing) {
  JournalBuilder story;
  story.Call(kSut, "send", Returned(5), {{"bytes", "5"}});
  story.SutSends("FIN|ACK", {.seq = 5}).NoPing();
  story.SutSendsStep({Pattern("FIN", "SND.NXT")}).SutSends("ACK", {.octets = 5, .seq = -6});
  auto& late = std::get<SegmentSeen>(story.journal.entries.back().event).segment;
  late.captured_at -= milliseconds(5);
  const CaseResult result = story.Epilogue().Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kHarness));
  EXPECT_EQ(result.reason, "segments overtook each other on their way to the capture");
}

TEST(WireChecks, SilenceOfALateHarnessIsOnlyLonger) {
  JournalBuilder quiet;
  quiet.Late(milliseconds(500)).SilenceStep().Epilogue();
  EXPECT_THAT(quiet.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(WireChecks, OtherConnectionsAreNotMeant) {
  JournalBuilder story;
  story.SutSends("FIN|ACK");
  auto& segment = std::get<SegmentSeen>(story.journal.entries.back().event).segment;
  segment.destination.port = 4712;
  story.NeverStep(Pattern("FIN")).Epilogue();
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

TEST(WireChecks, LateNewsOfTheHandshakeIsNoSecondOne) {
  JournalBuilder story;
  const auto steps_before = static_cast<std::ptrdiff_t>(story.journal.entries.size());
  story.SutSends("FIN|ACK").NeverStep(Pattern("SYN")).SutSendsStep({Pattern("FIN")}).Epilogue();
  // The first three entries are the handshake, the one behind the preamble begins the first step.
  auto& entries = story.journal.entries;
  std::rotate(entries.begin(), entries.begin() + 3, entries.begin() + steps_before + 1);
  EXPECT_THAT(story.Judge(), HasVerdict(Verdict::kPass, Blame::kNobody));
}

}  // namespace
}  // namespace closespec
