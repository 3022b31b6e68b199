#include "harness/judge/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum ServerRole;

// Nobody makes calls for the SUT: in the place of accept() stands a step that asks for nothing.
CaseResult Judged(JournalBuilder& story) {
  story.judged.steps[1] = {.action = NeverSegment{Pattern("URG")}};
  std::erase_if(story.journal.entries, [](const Entry& entry) {
    const auto* began = std::get_if<CallBegan>(&entry.event);
    const auto* ended = std::get_if<CallEnded>(&entry.event);
    return (began != nullptr && began->actor == Actor::kSut) ||
           (ended != nullptr && ended->actor == Actor::kSut);
  });
  return story.Judge();
}

JournalBuilder StoryOf(ServerRole role) {
  JournalBuilder story;
  story.judged.server = role;
  story.judged.wire_peer.emplace();
  return story;
}

// A check that the SUT's reset breaks, after what `tell` adds.
template <typename Tell>
CaseResult JudgedBehind(ServerRole role, Tell tell) {
  JournalBuilder story = StoryOf(role);
  tell(story);
  story.SutSends("RST").SutSendsStep({Pattern("URG")}, false).Epilogue();
  return Judged(story);
}

constexpr auto kNothing = [](JournalBuilder&) {};
constexpr auto kFin = [](JournalBuilder& story) { story.SutSends("FIN|ACK"); };
constexpr auto kData = [](JournalBuilder& story) { story.SutSends("ACK", {.octets = 5}); };
constexpr auto kAnswersData = [](JournalBuilder& story) {
  story.PeerSends("ACK", {.octets = 5}).SutSends("ACK", {.octets = 5});
};
constexpr auto kClosesAfterData = [](JournalBuilder& story) {
  story.PeerSends("ACK", {.octets = 5}).SutSends("FIN|ACK");
};
constexpr auto kClosesAfterFin = [](JournalBuilder& story) {
  story.PeerSends("FIN|ACK").SutSends("FIN|ACK");
};

TEST(JudgingAServer, StackIsToBlameWhileTheServerDoesWhatItsRoleSays) {
  for (const ServerRole role : {kEcho, kDiscard, kClose}) {
    EXPECT_THAT(JudgedBehind(role, kNothing), HasVerdict(Verdict::kFail, Blame::kSut));
    EXPECT_THAT(JudgedBehind(role, kClosesAfterFin), HasVerdict(Verdict::kFail, Blame::kSut));
  }
  EXPECT_THAT(JudgedBehind(kEcho, kAnswersData), HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(JudgedBehind(kClose, kClosesAfterData), HasVerdict(Verdict::kFail, Blame::kSut));
}

TEST(JudgingAServer, NobodyIsToBlameOnceItDoesAnythingElse) {
  const auto inconclusive = HasVerdict(Verdict::kInconclusive, Blame::kUnattributed);
  for (const ServerRole role : {kEcho, kDiscard, kClose}) {
    EXPECT_THAT(JudgedBehind(role, kFin), inconclusive);
    EXPECT_THAT(JudgedBehind(role, kData), inconclusive);
  }
  EXPECT_THAT(JudgedBehind(kDiscard, kAnswersData), inconclusive);
  EXPECT_THAT(JudgedBehind(kEcho, kClosesAfterData), inconclusive);
  EXPECT_EQ(JudgedBehind(kDiscard, kFin).reason, "it is no discard server: it closes by itself");
}

TEST(JudgingAServer, WhatItBringsAboutIsPreparation) {
  JournalBuilder story = StoryOf(kDiscard);
  story.PeerSends("FIN|ACK").SutSendsStep({Pattern("FIN", "SND.NXT")}, false);
  story.judged.steps.back().by_server = true;
  story.Epilogue();
  const CaseResult result = Judged(story);
  EXPECT_THAT(result, HasVerdict(Verdict::kInconclusive, Blame::kUnattributed));
  EXPECT_THAT(result.reason, testing::HasSubstr("did not succeed: absent"));
}

TEST(JudgingAServer, WhatWasLeftOutIsOnRecord) {
  JournalBuilder story = StoryOf(kDiscard);
  EXPECT_THAT(Judged(story).records, IsEmpty());
  story.judged.left_out = "the SUT calls send";
  EXPECT_THAT(Judged(story).records,
              ElementsAre(Record{"not conducted from here on", "the SUT calls send"}));
}

}  // namespace
}  // namespace closespec
