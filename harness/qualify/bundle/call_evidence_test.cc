#include "harness/qualify/bundle/call_evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "harness/judge/testing/journal_builder.h"

namespace closespec {
namespace {

using enum Actor;

JournalBuilder Story() {
  JournalBuilder story;
  story.Call(kSut, "shutdown", Returned(0), {{"how", "write"}})
      .SutSends("FIN|ACK")
      .Background(kPeer, "recv", "r")
      .BackgroundReturns("r", Returned(0))
      .Finish(kPeer, "r", Expect(Number(0)))
      .StateStep(kSut, Expect(Field("state", "FIN_WAIT_2")), "FIN_WAIT_2")
      .Call(kSut, "close", Returned(0))
      .Epilogue();
  return story;
}

std::string Difference(const JournalBuilder& story) {
  return DifferenceFromSteps(story.judged, story.journal).value_or("");
}

template <typename Event>
Event& FirstOf(JournalBuilder& story) {
  const auto found = std::ranges::find_if(story.journal.entries, [](const Entry& entry) {
    return std::holds_alternative<Event>(entry.event);
  });
  return std::get<Event>(found->event);
}

std::optional<std::size_t> StepOf(const Event& event) {
  return std::visit(
      [](const auto& each) -> std::optional<std::size_t> {
        if constexpr (requires { each.step; }) return each.step;
        return std::nullopt;
      },
      event);
}

TEST(DifferenceFromSteps, NoneInWhatWasConducted) { EXPECT_EQ(Difference(Story()), ""); }

TEST(DifferenceFromSteps, AnotherCallThanTheSteps) {
  JournalBuilder story = Story();
  FirstOf<CallBegan>(story).action = "hello";
  EXPECT_NE(Difference(story).find("the call hello is not that of step"), std::string::npos);
  story = Story();
  FirstOf<CallBegan>(story).on = "other";
  EXPECT_NE(Difference(story), "");
  story = Story();
  FirstOf<CallBegan>(story).arguments.emplace_back("how", "read");
  EXPECT_NE(Difference(story), "");
}

TEST(DifferenceFromSteps, AnotherStateThanTheSteps) {
  JournalBuilder story = Story();
  FirstOf<StateRead>(story).actor = kPeer;
  EXPECT_NE(Difference(story).find("the state that is read is not that of"), std::string::npos);
}

TEST(DifferenceFromSteps, AnyTwoEntriesThatChangedPlaces) {
  const JournalBuilder story = Story();
  for (std::size_t i = 1; i < story.journal.entries.size(); ++i) {
    JournalBuilder swapped = story;
    auto& entries = swapped.journal.entries;
    if (entries[i - 1].at == entries[i].at) continue;
    std::swap(entries[i - 1], entries[i]);
    EXPECT_NE(Difference(swapped), "") << i;
  }
}

TEST(DifferenceFromSteps, EventsOfAStepThatChangedPlacesAndKeptTheTimes) {
  const JournalBuilder story = Story();
  for (std::size_t i = 1; i < story.journal.entries.size(); ++i) {
    JournalBuilder swapped = story;
    auto& entries = swapped.journal.entries;
    const auto step = StepOf(entries[i].event);
    if (!step || StepOf(entries[i - 1].event) != step) continue;
    // A call in the background may return at any time.
    if (std::holds_alternative<StepEnded>(entries[i - 1].event)) continue;
    std::swap(entries[i - 1].event, entries[i].event);
    EXPECT_NE(Difference(swapped), "") << i;
  }
}

TEST(DifferenceFromSteps, ACallOrAnAnswerTwice) {
  JournalBuilder story = Story();
  auto& entries = story.journal.entries;
  const auto answer = std::ranges::find_if(
      entries, [](const Entry& entry) { return std::holds_alternative<CallEnded>(entry.event); });
  entries.insert(answer, Entry(*answer));
  EXPECT_NE(Difference(story).find("two answers"), std::string::npos);
  story = Story();
  const auto call = std::ranges::find_if(
      entries, [](const Entry& entry) { return std::holds_alternative<CallBegan>(entry.event); });
  entries.insert(call, Entry(*call));
  EXPECT_NE(Difference(story).find("its call twice"), std::string::npos);
}

}  // namespace
}  // namespace closespec
