// The judge is a function of case and journal alone: the same again, and the same after the journal
// was written and read back.

#include <gtest/gtest.h>

#include <random>

#include "harness/judge/judge.h"
#include "harness/judge/testing/journal_builder.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;
using enum Actor;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}

  int Roll(int sides) { return static_cast<int>(engine_() % static_cast<unsigned>(sides)); }
  Actor OneOfTwo() { return Roll(2) == 0 ? kSut : kPeer; }
  Outcome AnyOutcome() {
    switch (Roll(5)) {
      case 0:
        return Blocked();
      case 1:
        return Failed("ECONNRESET");
      case 2:
        return Returned(5);
      default:
        return Returned(0);
    }
  }
  Expectation AnyExpectation() {
    if (Roll(3) == 0) return ExpectAny({Error("EPIPE"), Number(0)});
    return Roll(2) == 0 ? Expect(Error("ECONNRESET")) : Expect(Number(0));
  }
  std::string AnyFlags() {
    constexpr const char* kFlags[] = {"ACK", "FIN|ACK", "RST|ACK", "RST", "SYN", "PSH|ACK"};
    return kFlags[Roll(6)];
  }
  Shape AnyShape() {
    return {.octets = static_cast<std::uint32_t>(Roll(3) * 5),
            .seq = Roll(5) == 0 ? Roll(40) - 20 : 0,
            .ack = Roll(5) == 0 ? Roll(40) - 20 : 0};
  }

 private:
  std::mt19937 engine_;
};

void AddAnything(JournalBuilder& story, Dice& dice) {
  if (dice.Roll(8) == 0) story.Late(milliseconds(dice.Roll(300)));
  if (dice.Roll(8) == 0) story.Ping(dice.Roll(2) == 0, milliseconds(dice.Roll(300)));
  switch (dice.Roll(10)) {
    case 0:
      story.Call(dice.OneOfTwo(), "close", Returned(0));
      return;
    case 1:
      story.Call(dice.OneOfTwo(), "send", Returned(5), {{"bytes", "5"}});
      return;
    case 2:
      story.SutSendsStep({Pattern(dice.AnyFlags())}, dice.Roll(2) == 0);
      return;
    case 3:
      story.NeverStep(Pattern(dice.AnyFlags()));
      return;
    case 4:
      story.SilenceStep();
      return;
    case 5:
      story.PeerSends(dice.AnyFlags(), dice.AnyShape());
      return;
    case 6:
    case 7:
      story.SutSends(dice.AnyFlags(), dice.AnyShape());
      return;
    default:
      story.Check(dice.OneOfTwo(), "recv", dice.AnyExpectation(), dice.AnyOutcome());
  }
}

JournalBuilder AnyStory(unsigned seed) {
  Dice dice(seed);
  JournalBuilder story;
  for (int entries = dice.Roll(20); entries > 0; --entries) AddAnything(story, dice);
  if (dice.Roll(10) == 0) story.Add(PeerGone{kSut, "killed by SIGSEGV", false});
  if (dice.Roll(10) == 0) story.journal.capture = false;
  story.Epilogue();
  if (dice.Roll(3) == 0) story.Call(kSut, "close", Returned(0)).Left("FIN_WAIT_2");
  story.Add(CaptureEnded{20, dice.Roll(10) == 0 ? 1u : 0u});
  return story;
}

TEST(Rejudge, SameJournalHasTheSameResult) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const JournalBuilder story = AnyStory(seed);
    EXPECT_EQ(Judge(story.judged, story.journal), Judge(story.judged, story.journal)) << seed;
  }
}

TEST(Rejudge, JournalReadBackHasTheSameResult) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const JournalBuilder story = AnyStory(seed);
    const Journal read = ReadJournal(WriteJournal(story.journal), "evidence.jsonl");
    EXPECT_EQ(Judge(story.judged, read), Judge(story.judged, story.journal)) << seed;
  }
}

TEST(Rejudge, JournalThatBreaksOffAnywhereHasAResult) {
  const JournalBuilder story = AnyStory(7);
  for (std::size_t length = 0; length <= story.journal.entries.size(); ++length) {
    Journal cut = story.journal;
    cut.entries.resize(length);
    const CaseResult result = Judge(story.judged, cut);
    EXPECT_NE(result.verdict, Verdict::kUnsupported);
    EXPECT_EQ(result, Judge(story.judged, cut)) << length;
  }
}

TEST(Rejudge, EveryVerdictHasItsReasonAndBlame) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const CaseResult result = AnyStory(seed).Judge();
    const bool is_clear = result.verdict == Verdict::kPass || result.verdict == Verdict::kPermitted;
    EXPECT_TRUE(!is_clear || result.blame == Blame::kNobody) << seed;
    const bool is_proved = result.verdict == Verdict::kFail || result.verdict == Verdict::kDeviates;
    EXPECT_TRUE(!is_proved || result.blame == Blame::kSut) << seed;
    const bool is_unclear =
        result.verdict == Verdict::kInconclusive || result.verdict == Verdict::kError;
    EXPECT_EQ(is_unclear, !result.reason.empty()) << seed;
  }
}

}  // namespace
}  // namespace closespec
