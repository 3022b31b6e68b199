#include "suites/model/expectation.h"

#include <gmock/gmock.h>

#include <limits>

namespace closespec {
namespace {

using ::testing::Optional;

Outcome Returned(std::int64_t number) { return {.returns = number}; }
Outcome FailedWith(const std::string& error) { return {.error = error}; }
Outcome Told(std::map<std::string, std::string> facts) {
  Outcome outcome;
  outcome.facts = std::move(facts);
  return outcome;
}

Expectation One(const std::string& field, FieldMatcher matcher) {
  return {{Alternative{{{field, std::move(matcher)}}}}};
}
Expectation Returns(const std::string& number) { return One("returns", IsText{number}); }
Expectation Fails(const std::string& error) { return One("error", IsText{error}); }

TEST(Fits, ReturnedNumber) {
  EXPECT_THAT(Fits(Returns("0"), Returned(0)), Optional(0U));
  EXPECT_EQ(Fits(Returns("0"), Returned(5)), std::nullopt);
  EXPECT_EQ(Fits(Returns("0"), FailedWith("EPIPE")), std::nullopt);
}

TEST(Fits, ErrorByName) {
  EXPECT_THAT(Fits(Fails("EPIPE"), FailedWith("EPIPE")), Optional(0U));
  EXPECT_EQ(Fits(Fails("EPIPE"), FailedWith("ECONNRESET")), std::nullopt);
  EXPECT_EQ(Fits(Fails("EPIPE"), Returned(0)), std::nullopt);
}

TEST(Fits, AnyError) {
  const Expectation expectation = One("error", IsAnyError{});
  EXPECT_THAT(Fits(expectation, FailedWith("EPIPE")), Optional(0U));
  EXPECT_EQ(Fits(expectation, Returned(-1)), std::nullopt);
  EXPECT_THAT(Fits(One("fails", IsAnyError{}), FailedWith("EPIPE")), Optional(0U));
}

TEST(Fits, BlockedAndUnsupportedFitNothing) {
  Outcome blocked = Returned(0);
  blocked.blocked = true;
  Outcome unsupported = FailedWith("EPIPE");
  unsupported.unsupported = "no such call";
  EXPECT_EQ(Fits(Returns("0"), blocked), std::nullopt);
  EXPECT_EQ(Fits(One("error", IsAnyError{}), unsupported), std::nullopt);
  EXPECT_EQ(Fits({{Alternative{}}}, blocked), std::nullopt);
}

TEST(Fits, FieldsHoldOnlyIfTheCallDidNotFail) {
  Outcome failed = Told({{"bytes", "5"}});
  failed.error = "ECONNRESET";
  EXPECT_EQ(Fits(One("bytes", IsText{"5"}), failed), std::nullopt);
  EXPECT_THAT(
      Fits({{Alternative{{{"bytes", IsText{"5"}}, {"error", IsText{"ECONNRESET"}}}}}}, failed),
      Optional(0U));
}

TEST(Fits, EveryFieldOfAnAlternativeMustHold) {
  const Expectation expectation{{Alternative{{{"bytes", IsText{"100"}}, {"end", IsText{"eof"}}}}}};
  EXPECT_THAT(Fits(expectation, Told({{"bytes", "100"}, {"end", "eof"}})), Optional(0U));
  EXPECT_EQ(Fits(expectation, Told({{"bytes", "99"}, {"end", "eof"}})), std::nullopt);
  EXPECT_EQ(Fits(expectation, Told({{"bytes", "100"}, {"end", "ECONNRESET"}})), std::nullopt);
  EXPECT_EQ(Fits(expectation, Told({{"bytes", "100"}})), std::nullopt);
}

TEST(Fits, RangesIncludeTheirEnds) {
  const Expectation expectation = One("returns", IsInRange{{1, 5}});
  EXPECT_THAT(Fits(expectation, Returned(1)), Optional(0U));
  EXPECT_THAT(Fits(expectation, Returned(5)), Optional(0U));
  EXPECT_EQ(Fits(expectation, Returned(0)), std::nullopt);
  EXPECT_EQ(Fits(expectation, Returned(6)), std::nullopt);
  EXPECT_EQ(Fits(One("value", IsInRange{{0, 9}}), Told({{"value", "x"}})), std::nullopt);
  EXPECT_EQ(Fits(One("value", IsInRange{{0, 9}}), Told({{"value", "5x"}})), std::nullopt);
  EXPECT_THAT(Fits(One("value", IsInRange{{-9, 9}}), Told({{"value", "-5"}})), Optional(0U));
}

TEST(Fits, EventsAreASet) {
  const Expectation expectation = One("events", HasAndLacks{{"IN", "RDHUP"}, {"HUP"}});
  EXPECT_THAT(Fits(expectation, Told({{"events", "IN,OUT,RDHUP"}})), Optional(0U));
  EXPECT_THAT(Fits(expectation, Told({{"events", "RDHUP,IN"}})), Optional(0U));
  EXPECT_EQ(Fits(expectation, Told({{"events", "IN,HUP,RDHUP"}})), std::nullopt);
  EXPECT_EQ(Fits(expectation, Told({{"events", "IN"}})), std::nullopt);
  EXPECT_EQ(Fits(expectation, Told({{"events", ""}})), std::nullopt);
  EXPECT_EQ(Fits(expectation, Returned(0)), std::nullopt) << "no events told";
  EXPECT_THAT(Fits(One("events", HasAndLacks{{}, {"IN"}}), Told({{"events", ""}})), Optional(0U));
}

TEST(Fits, AlteredDataFitsNothing) {
  Outcome altered = Returned(5);
  altered.intact = false;
  EXPECT_EQ(Fits(Returns("5"), altered), std::nullopt);
  EXPECT_THAT(Fits(One("intact", IsText{"no"}), altered), Optional(0U));
}

TEST(Fits, StreamPosition) {
  Outcome outcome = Returned(5);
  outcome.stream = StreamPiece{10, 5};
  EXPECT_THAT(Fits(One("stream", IsText{"10+5"}), outcome), Optional(0U));
  EXPECT_EQ(Fits(One("stream", IsText{"10+5"}), Returned(5)), std::nullopt);
}

TEST(Fits, TheFirstAlternativeThatHolds) {
  const Expectation expectation{{Alternative{{{"error", IsText{"EPIPE"}}}},
                                 Alternative{{{"error", IsAnyError{}}}},
                                 Alternative{{{"returns", IsText{"0"}}}}}};
  EXPECT_THAT(Fits(expectation, FailedWith("EPIPE")), Optional(0U));
  EXPECT_THAT(Fits(expectation, FailedWith("EBADF")), Optional(1U));
  EXPECT_THAT(Fits(expectation, Returned(0)), Optional(2U));
  EXPECT_EQ(Fits(expectation, Returned(1)), std::nullopt);
}

TEST(Words, OfAnExpectation) {
  EXPECT_EQ(ToText(Returns("0")), "0");
  EXPECT_EQ(ToText(Fails("ECONNRESET")), "ECONNRESET");
  EXPECT_EQ(ToText(One("error", IsAnyError{})), "any error");
  EXPECT_EQ(ToText(One("state", IsText{"FIN_WAIT_2"})), "FIN_WAIT_2");
  EXPECT_EQ(ToText(One("returns", IsInRange{{1, 5}})), "1 to 5");
  EXPECT_EQ(ToText(One("returns", IsInRange{{5, 5}})), "5");
  EXPECT_EQ(ToText(One("value", IsInRange{{1, std::numeric_limits<std::int64_t>::max()}})),
            "value=at least 1");
  EXPECT_EQ(ToText(One("events", HasAndLacks{{"IN", "RDHUP"}, {"HUP"}})),
            "events with IN,RDHUP without HUP");
  EXPECT_EQ(ToText(One("events", HasAndLacks{{}, {"HUP"}})), "events without HUP");
  EXPECT_EQ(ToText(Expectation{{Alternative{{{"returns", IsText{"5"}}}},
                                Alternative{{{"error", IsText{"ECONNRESET"}}}}}}),
            "5 or ECONNRESET");
  EXPECT_EQ(ToText(Alternative{{{"bytes", IsText{"100"}}, {"end", IsText{"eof"}}}}),
            "bytes=100, end=eof");
}

TEST(Words, OfAnObservation) {
  EXPECT_EQ(Observed(Fails("ECONNRESET"), Returned(0)), "returned 0");
  EXPECT_EQ(Observed(Returns("0"), FailedWith("EPIPE")), "failed with EPIPE");
  Outcome blocked;
  blocked.blocked = true;
  EXPECT_EQ(Observed(Returns("0"), blocked), "blocked");
  Outcome poll = Returned(1);
  poll.facts = {{"events", "IN,HUP"}, {"local", "192.0.2.1:5"}};
  EXPECT_EQ(Observed(One("events", HasAndLacks{{"IN"}, {}}), poll), "events=IN,HUP");
  EXPECT_EQ(Observed(Returns("0"), poll), "returned 1") << "what nobody asked about is left out";
  Outcome altered = Returned(5);
  altered.intact = false;
  EXPECT_EQ(Observed(Returns("5"), altered), "returned 5, data altered");
  EXPECT_EQ(Observed(One("state", IsText{"CLOSED"}), Told({{"state", "LAST_ACK"}})), "LAST_ACK");
}

TEST(Words, OfAnOutcome) {
  EXPECT_EQ(ToText(Returned(5)), "returned 5");
  EXPECT_EQ(ToText(Outcome()), "no answer");
  Outcome read = Told({{"bytes", "5"}, {"end", "eof"}, {"local", "192.0.2.1:1024"}});
  EXPECT_EQ(ToText(read), "bytes=5, end=eof") << "ports differ from run to run";
  read.error = "EPIPE";
  EXPECT_EQ(ToText(read), "failed with EPIPE, bytes=5, end=eof");
  Outcome unsupported;
  unsupported.unsupported = "no epoll";
  EXPECT_EQ(ToText(unsupported), "unsupported: no epoll");
}

}  // namespace
}  // namespace closespec
