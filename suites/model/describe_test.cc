#include "suites/model/describe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "suites/model/describe_steps.h"
#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Shown(const std::string& steps, const std::string& more = "") {
  const TemporarySuite files;
  files.WriteScenario("a/x", steps, more);
  const Suite suite = LoadSuite(files.Folder());
  return DescribeScenario(suite.scenarios.at(0), suite.requirements);
}

TEST(DescribeTest, ShowsTheScenarioAsADocument) {
  const std::string text = Shown(
      R"({"peer": "send", "bytes": "$n", "why": "w"},
         {"sut": "recv", "bytes": "$n", "expect": {"any": ["$n", {"error": "EAGAIN"}]},
          "clause": "should"},
         {"wire": "sut_sends", "flags": "RST", "flags_may": "ACK", "seq": "SND.NXT"},
         {"wire": "sut_gets", "any": [{"flags": "FIN"}, {"flags": "RST"}]},
         {"peer": "recv", "record": "second recv"})",
      R"("parameters": {"n": [1, 1448], "family": ["ipv4"], "opener": ["sut"]},
         "priority": "core", "needs": ["linux"], "real_time_seconds": 60,
         "leaves": [{"what": "FIN_WAIT_2", "clause": "posix"}], )");
  EXPECT_THAT(text, ::testing::StartsWith(
                        R"(a/x (core, 2 cases)

  T
  P

Clauses
  MUST    must  RFC 9293 3.6
          "A"
  MUST    posix  POSIX.1-2017 recv
          "C"
  SHOULD  should  RFC 9293 3.6.1 SHLD-3
          "B"

Parameters
  n       1, 1448
  family  ipv4
  opener  sut

Needs
  linux

May leave behind
  FIN_WAIT_2 [posix]

Waits for 60 s of real time

Steps of a/x[n=1,family=ipv4,opener=sut]
     SUT                                             peer
  1                                                  socket, makes l
  2                                                  bind on l
  3                                                  listen on l
  4  socket, makes c
  5  connect to=l
  6                                                  accept on l, makes c
     ---- so far the preamble open
  7                                                  send bytes=1
                                                       (w)
  8  recv bytes=1
       check: 1 or EAGAIN [should, SHOULD]
  9              --> RST, perhaps ACK, seq=SND.NXT
                   check [must, MUST]
 10              <-- FIN or RST
 11                                                  recv
                                                       record: second recv

)"));
}

TEST(DescribeTest, ShowsWhatIsOfOneKindOfStepOnly) {
  const std::string text = Shown(
      R"({"sut": "dup", "as": "d"}, {"sut": "fork", "as": "p"},
         {"sut": "recv", "on": "d", "in": "p", "in_background": "r"},
         {"sut": "still_blocked", "call": "r", "milliseconds": 70},
         {"peer": "send", "bytes": 1, "times": 2, "label": "sent"},
         {"sut": "finish", "call": "r", "expect": 1, "after": "sent",
          "within": {"milliseconds": [0, 500]}},
         {"sut": "wait_state", "state": ["FIN_WAIT_2", "TIME_WAIT"]},
         {"sut": "state", "expect": "FIN_WAIT_2", "if_able": true},
         {"wire": "never", "flags": "RST"}, {"wire": "silence", "on": "d"})");
  EXPECT_THAT(text, HasSubstr("recv on d in process p, in background as r"));
  EXPECT_THAT(text, HasSubstr("r is still blocked after 70 ms"));
  EXPECT_THAT(text, HasSubstr("send bytes=1, 2 times (sent)"));
  EXPECT_THAT(text, HasSubstr("finish r"));
  EXPECT_THAT(text, HasSubstr("check: 1, 0 to 500 ms after sent"));
  EXPECT_THAT(text, HasSubstr("wait until FIN_WAIT_2 or TIME_WAIT"));
  EXPECT_THAT(text, HasSubstr("state, where it can be asked"));
  EXPECT_THAT(text, HasSubstr("never --> RST"));
  EXPECT_THAT(text, HasSubstr("silence: nothing new from the SUT on d"));
}

TEST(DescribeTest, StaysWithinAHundredColumns) {
  const std::string words = "a word and another one and a third one and a fourth one and a fifth";
  const std::string text =
      Shown(R"({"peer": "close", "why": ")" + words + ", " + words +
            R"("}, {"wire": "silence", "why": ")" + words + ", " + words + R"("})");
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("/a/x.json") == std::string::npos) {
      EXPECT_LE(line.size(), 100U) << line;
    }
  }
}

TEST(ListLineTest, IsOneAlignedLine) {
  Scenario scenario;
  scenario.id = "a/x";
  scenario.title = "T";
  EXPECT_EQ(ListLine(scenario, 12, 6), "a/x     extended    12  T");
  scenario.priority = Priority::kCore;
  EXPECT_EQ(ListLine(scenario, 4, 6), "a/x     core         4  T");
}

TEST(WrappedTest, BreaksBetweenWords) {
  EXPECT_EQ(Wrapped("aa bb cc", 2, 5), "  aa bb\n  cc\n");
  EXPECT_EQ(Wrapped("longerthanthat b", 0, 5), "longerthanthat\nb\n");
  EXPECT_EQ(Wrapped("", 2, 5), "");
}

}  // namespace
}  // namespace closespec
