#include "reports/ladder/ladder_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/ladder/sample_case.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Each row in one line: side, text and what it came to.
std::vector<std::string> Told(const Case& judged, const Journal& journal,
                              const std::set<std::size_t>& marked = {}) {
  std::vector<std::string> told;
  for (const LadderRow& row : LadderRows(judged, journal, marked)) {
    std::string text = row.place == Place::kWire      ? ""
                       : row.place == Place::kSutSide ? "sut: "
                                                      : "peer: ";
    if (row.segment) {
      text += (row.direction == Direction::kFromSut ? "> " : "< ") + Text(*row.segment, 40);
    }
    text += row.text;
    if (row.waiting) text += " ...";
    if (!row.came_to.empty()) text += " -> " + row.came_to;
    told.push_back(text);
  }
  return told;
}

// Without a preamble.
Case Plain() {
  Case judged;
  judged.steps.resize(8);
  return judged;
}

TEST(LadderRowsTest, PreambleAndEpilogueAreALineEach) {
  const Sample sample = UnreadDataSample();
  EXPECT_THAT(Told(sample.judged, sample.journal),
              ElementsAre("preamble: 4 calls, 3 segments", "peer: send 5 -> 5",
                          "< PSH|ACK seq 1 ack 1, 5 octets", "> ACK seq 1 ack 6",
                          "sut: wait_readable 5 -> 0", "sut: close -> 0", "> FIN|ACK seq 1 ack 6",
                          "< ACK seq 6 ack 2", "nothing in 3000 ms", "peer: recv 4096 -> 0 (end)",
                          "epilogue: 1 call, 2 segments"));
}

TEST(LadderRowsTest, APreambleThatHoldsTheMarkIsShown) {
  const Sample sample = UnreadDataSample();
  const std::vector<std::string> told = Told(sample.judged, sample.journal, {4});
  ASSERT_GT(told.size(), 3U);
  EXPECT_EQ(told[0], "peer: listen backlog=16 -> 0");
  EXPECT_EQ(told[1], "sut: connect ...");
  EXPECT_EQ(told[2], "> SYN seq 0");
}

TEST(LadderRowsTest, ACallThatWaitsForTheOtherSideIsShownAtBeginAndEnd) {
  JournalWriter writer;
  writer.Add(CallBegan{.step = 0, .actor = Actor::kSut, .action = "recv"});
  writer.PeerSends({.fin = true, .ack = true}, 1, 1);
  writer.Add(CallEnded{.step = 0, .actor = Actor::kSut, .outcome = {.returns = 0}});
  const std::vector<std::string> told = Told(Plain(), writer.journal);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0], "sut: recv ...");
  EXPECT_EQ(told[2], "sut: recv -> 0 (end)");
}

TEST(LadderRowsTest, BackgroundCallsCarryTheirName) {
  JournalWriter writer;
  writer.Add(
      CallBegan{.step = 0, .actor = Actor::kPeer, .action = "recv", .on = "d", .background = "r"});
  writer.Call(1, Actor::kSut, "close", {}, {.returns = 0});
  writer.Add(CallEnded{.step = 0, .actor = Actor::kPeer, .outcome = {.error = "ECONNRESET"}});
  writer.Add(CallBegan{.step = 2, .actor = Actor::kPeer, .action = "recv", .background = "q"});
  EXPECT_THAT(Told(Plain(), writer.journal),
              ElementsAre("peer: r: recv(d) ...", "sut: close -> 0",
                          "peer: r: recv(d) -> ECONNRESET", "peer: q: recv ..."));
}

TEST(LadderRowsTest, LongRunsOfDataAreCutShortButNotAroundAMark) {
  JournalWriter writer;
  std::size_t marked = 0;
  for (std::uint32_t i = 0; i < 20; ++i) {
    const std::size_t entry = writer.PeerSends({.ack = true}, 1 + i * 10, 1, 10);
    if (i == 17) marked = entry;
  }
  EXPECT_EQ(Told(Plain(), writer.journal).size(), 6U);
  EXPECT_EQ(Told(Plain(), writer.journal)[3], "15 segments more, 150 octets to the SUT");
  EXPECT_EQ(Told(Plain(), writer.journal, {marked}).size(), 9U);
}

TEST(LadderRowsTest, RepeatedCallsAreCutShort) {
  JournalWriter writer;
  for (int i = 0; i < 100; ++i) {
    writer.Add(
        CallBegan{.step = 0, .repetition = i, .actor = Actor::kPeer, .action = "recv", .on = "c"});
    writer.Add(
        CallEnded{.step = 0, .repetition = i, .actor = Actor::kPeer, .outcome = {.returns = 1}});
  }
  EXPECT_THAT(Told(Plain(), writer.journal),
              ElementsAre("peer: recv -> 1", "peer: recv -> 1", "peer: recv -> 1",
                          "the same 95 times more", "peer: recv -> 1", "peer: recv -> 1"));
}

TEST(LadderRowsTest, WhatWentWrongAroundTheCaseIsShown) {
  JournalWriter writer;
  writer.Add(StepEnded{
      .step = 0, .budget = std::chrono::milliseconds(100), .late = std::chrono::milliseconds(812)});
  writer.Add(PeerPinged{.actor = Actor::kPeer, .answered = false});
  writer.Add(PeerGone{.actor = Actor::kPeer, .how = "killed by SIGSEGV"});
  writer.Add(CaptureEnded{.received = 100, .dropped = 12});
  writer.Add(SocketLeft{.state = "FIN_WAIT_1"});
  writer.Add(HarnessTrouble{.what = "capture: EPERM"});
  EXPECT_THAT(Told(Plain(), writer.journal),
              ElementsAre("harness late by 812 ms", "peer: ping -> no answer",
                          "peer: killed by SIGSEGV", "capture lost 12 of 112 segments",
                          "sut: left behind: FIN_WAIT_1", "capture: EPERM"));
}

TEST(LadderRowsTest, AnEmptyJournalHasNoRows) { EXPECT_THAT(Told(Plain(), Journal{}), IsEmpty()); }

TEST(SegmentLabelTest, NumbersAreRelativeAlsoWhereTheyWrap) {
  JournalWriter writer;
  writer.Handshake();
  writer.SutSends({.ack = true}, 1, 1, 1448);
  writer.SutSends({.ack = true}, 1, 1, 1448);
  writer.SutSends({.rst = true}, 1449, 0);
  const std::vector<std::string> told = Told(Plain(), writer.journal);
  ASSERT_GE(told.size(), 3U);
  EXPECT_THAT(std::vector(told.end() - 3, told.end()),
              ElementsAre("> ACK seq 1 ack 1, 1448 octets", "> ACK seq 1 ack 1, 1448 octets, again",
                          "> RST seq 1449"));
}

TEST(SegmentLabelTest, TheLongestFormThatFitsIsTaken) {
  SegmentLabel label{.flags = {.psh = true, .ack = true}, .seq = 1, .ack = 6, .octets = 5};
  EXPECT_EQ(Text(label, 29), "PSH|ACK seq 1 ack 6, 5 octets");
  EXPECT_EQ(Text(label, 28), "PSH|ACK seq 1+5 ack 6");
  EXPECT_EQ(Text(label, 20), "PSH|ACK 1+5 ack 6");
  label.connection = 1;
  EXPECT_EQ(Text(label, 60), "#2 PSH|ACK seq 1 ack 6, 5 octets");
}

}  // namespace
}  // namespace closespec
