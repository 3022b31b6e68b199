#include "suites/model/certainty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Each uncertain check as "its step<-the step that it depends on", of a scenario with a step a
// line.
std::vector<std::string> Uncertain(const std::vector<std::string>& steps,
                                   const std::string& more = "") {
  std::string text;
  for (const std::string& each : steps) text += (text.empty() ? "" : ",\n") + each;
  const TemporarySuite files;
  files.WriteScenario("a/x", text, more);
  std::vector<std::string> found;
  const Suite suite = LoadSuite(files.Folder());
  for (const UncertainCheck& each : FindUncertain(suite.scenarios.at(0).cases.at(0))) {
    const bool is_preamble = each.cause->file != each.step->file;
    found.push_back(std::to_string(each.step->line) + "<-" +
                    (is_preamble ? "preamble" : std::to_string(each.cause->line)));
  }
  return found;
}

constexpr const char* kSend = R"({"peer": "send", "bytes": 5})";
constexpr const char* kShutdown = R"({"peer": "shutdown", "how": "write"})";
constexpr const char* kRead = R"({"sut": "recv", "flags": "dontwait", "expect": 5})";
constexpr const char* kWait = R"({"sut": "wait_readable"})";
constexpr const char* kPoll =
    R"({"sut": "poll", "events": "IN", "expect": {"events": {"has": "IN"}}})";

TEST(FindUncertain, ReadingWhatMayBeOnItsWay) {
  EXPECT_THAT(Uncertain({kSend, kRead}), ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({kSend, kWait, kRead}), IsEmpty());
  EXPECT_THAT(Uncertain({kSend, R"({"sut": "recv", "expect": 5})"}), IsEmpty()) << "it blocks";
  EXPECT_THAT(Uncertain({R"({"sut": "set_blocking", "blocking": "no"})", kSend,
                         R"({"sut": "recv", "expect": 5})"}),
              ElementsAre("3<-2"));
  EXPECT_THAT(Uncertain({kSend, R"({"sut": "dup", "as": "e"})",
                         R"({"sut": "recv", "on": "e", "flags": "dontwait", "expect": 5})"}),
              ElementsAre("3<-1"));
}

TEST(FindUncertain, AskingForWhatMayBeOnItsWay) {
  EXPECT_THAT(Uncertain({kShutdown, kPoll}), ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({kShutdown, kWait, kPoll}), IsEmpty());
  EXPECT_THAT(Uncertain({kShutdown, R"({"sut": "poll", "events": "IN", "wait": "yes",
                                        "expect": {"events": {"has": "IN"}}})"}),
              IsEmpty());
  EXPECT_THAT(Uncertain({kSend, R"({"sut": "unread_count", "expect": {"value": 5}})"}),
              ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({kShutdown, R"({"sut": "state", "expect": "CLOSE_WAIT"})"}),
              ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({R"({"peer": "abort"})", R"({"sut": "getsockopt", "option": "SO_ERROR",
                         "expect": {"value": "ECONNRESET"}})"}),
              ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({kShutdown, R"({"wire": "sut_gets", "flags": "FIN"})",
                         R"({"sut": "state", "expect": "CLOSE_WAIT"})"}),
              IsEmpty());
}

TEST(FindUncertain, AnErrorThatTheOtherSideMustCauseFirst) {
  const std::string close = R"({"peer": "close"})";
  EXPECT_THAT(
      Uncertain({close, R"({"sut": "send", "bytes": 5, "expect": {"error": "ECONNRESET"}})"}),
      ElementsAre("2<-1"));
  EXPECT_THAT(Uncertain({close, R"({"sut": "shutdown", "how": "write"})",
                         R"({"sut": "send", "bytes": 5, "expect": {"error": "EPIPE"}})"}),
              IsEmpty())
      << "certain for another reason";
  EXPECT_THAT(Uncertain({close, R"({"sut": "send", "bytes": 5, "expect": 5})"}), IsEmpty());
  EXPECT_THAT(Uncertain({R"({"peer": "abort"})",
                         R"({"sut": "send", "bytes": 5, "expect": {"fails": true}})"}),
              ElementsAre("2<-1"));
}

TEST(FindUncertain, ThatNothingCameIsNoGuess) {
  EXPECT_THAT(Uncertain({kSend, R"({"sut": "state", "expect": "ESTABLISHED"})",
                         R"({"sut": "shutdown", "how": "write"})",
                         R"({"sut": "state", "expect": "FIN_WAIT_1"})",
                         R"({"sut": "state", "expect": "FIN_WAIT_2"})"}),
              ElementsAre("5<-1"))
      << "it stays what the own calls made of it";
  EXPECT_THAT(Uncertain({kSend, R"({"peer": "recv", "flags": "dontwait",
                                    "expect": {"error": "EAGAIN"}})"}),
              IsEmpty());
  EXPECT_THAT(Uncertain({kShutdown, R"({"sut": "poll", "events": "OUT",
                                        "expect": {"events": {"lacks": "HUP"}}})"}),
              IsEmpty());
}

}  // namespace
}  // namespace closespec
