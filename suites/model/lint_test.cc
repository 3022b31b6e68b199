#include "suites/model/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/actions.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kCheck = R"({"wire": "silence"})";

std::vector<std::string> Warnings(const std::string& steps, const std::string& more = "") {
  const TemporarySuite files;
  files.WriteScenario("a/x", steps, more);
  std::vector<std::string> texts;
  for (const Warning& each : Lint(LoadSuite(files.Folder()), {"posix"})) {
    texts.push_back(ToText(each).substr(files.Folder().size()));
  }
  return texts;
}

TEST(LintTest, IsContentWithAScenarioThatCanFail) {
  EXPECT_THAT(Warnings(R"({"sut": "recv", "expect": 0, "clause": "posix"})"), IsEmpty());
}

TEST(LintTest, WarnsOfAScenarioWithoutCheck) {
  EXPECT_THAT(Warnings(R"({"sut": "close"}, {"peer": "recv", "record": "r"})"),
              ElementsAre("/a/x.json:1: no step is a check: the scenario judges only the "
                          "invariants"));
}

TEST(LintTest, RecordsAreEnoughForTheProfile) {
  const TemporarySuite files;
  files.WriteScenario("api_profile/x", R"({"sut": "recv", "record": "r"})");
  EXPECT_THAT(Lint(LoadSuite(files.Folder()), {"posix"}), IsEmpty());
}

TEST(LintTest, WarnsOfAClauseThatNoTargetFollows) {
  EXPECT_THAT(Warnings(R"({"sut": "recv", "expect": 0, "clause": "windows"})"),
              ElementsAre(HasSubstr("the clause \"windows\" is of a text (winsock)")));
}

TEST(LintTest, WarnsOfAParameterThatNothingUses) {
  EXPECT_THAT(Warnings(kCheck, R"("parameters": {"n": [1, 2], "opener": ["sut"]}, )"),
              ElementsAre(HasSubstr("the parameter \"n\" is not used")));
  EXPECT_THAT(Warnings(R"({"wire": "never", "flags": "RST"}, {"sut": "recv", "bytes": "$n"})",
                       R"("parameters": {"n": [1, 2]}, )"),
              IsEmpty());
}

TEST(LintTest, WarnsOfALabelThatNothingUses) {
  EXPECT_THAT(Warnings(R"({"wire": "silence", "label": "a"})"),
              ElementsAre(HasSubstr("the label \"a\" is not used")));
  EXPECT_THAT(Warnings(R"({"sut": "close", "label": "a"},
                          {"peer": "recv", "expect": 0, "after": "a",
                           "within": {"milliseconds": [0, 100]}})"),
              IsEmpty());
}

TEST(LintTest, WarnsOfATimeWithoutWidth) {
  EXPECT_THAT(Warnings(R"({"sut": "close", "expect": 0, "within": {"milliseconds": [500, 500]}})"),
              ElementsAre(HasSubstr("a point, not a range")));
}

TEST(LintTest, WarnsOfACheckThatComesBeforeWhatItExpects) {
  EXPECT_THAT(Warnings("\n" + std::string(R"({"peer": "send", "bytes": 5},)") + "\n" +
                       R"({"sut": "recv", "flags": "dontwait", "expect": 5})"),
              ElementsAre("/a/x.json:3: nothing waits for what comes of line 2: the check may come "
                          "before it"));
}

TEST(LintTest, WarnsOfACheckThatCannotFail) {
  const std::string cannot = "the alternatives leave nothing out";
  const auto any = [](const std::string& call, const std::string& alternatives) {
    return Warnings("{" + call + R"(, "expect": {"any": [)" + alternatives + "]}}");
  };
  EXPECT_THAT(any(R"("sut": "send", "bytes": 5)", R"({"returns": {"min": 0}}, {"fails": true})"),
              ElementsAre(HasSubstr(cannot)));
  EXPECT_THAT(any(R"("sut": "send", "bytes": 5)",
                  R"({"fails": true}, {"returns": {"min": 3, "max": 5}},
                     {"returns": {"min": 0, "max": 2}})"),
              ElementsAre(HasSubstr(cannot)));
  EXPECT_THAT(
      any(R"("sut": "send", "bytes": 5)", R"({"fails": true}, {"returns": {"min": 1, "max": 5}})"),
      IsEmpty());
  EXPECT_THAT(any(R"("sut": "send", "bytes": 5)", R"({"error": "EPIPE"}, {"returns": {"min": 0}})"),
              IsEmpty());
  EXPECT_THAT(any(R"("sut": "close")", R"(0, {"fails": true})"), ElementsAre(HasSubstr(cannot)));
  EXPECT_THAT(any(R"("sut": "recv")", R"(0, {"fails": true})"), IsEmpty());
  std::string states;
  for (const std::string_view state : States()) {
    states += (states.empty() ? "\"" : ", \"") + std::string(state) + "\"";
  }
  EXPECT_THAT(any(R"("sut": "state")", states), ElementsAre(HasSubstr(cannot)));
  EXPECT_THAT(any(R"("sut": "state")", R"("CLOSED", "TIME_WAIT")"), IsEmpty());
}

TEST(LintTest, WarnsOfWhatOnlyLinuxHas) {
  const TemporarySuite files;
  files.Write("requirements.json", R"({"requirements": [
      {"id": "linux-x", "source": "Linux man-pages 6.03", "section": "poll", "level": "MUST",
       "applies_to": "linux", "binds": "stack", "text": "A"}]})");
  const auto scenario = [&](const std::string& needs, const std::string& events) {
    files.Write("a/x.json", R"({"title": "T", "purpose": "P", "requirements": ["linux-x"], )" +
                                needs + R"("preamble": "open", "steps": [
      {"sut": "poll", "events": ")" +
                                events + R"(", "wait": "yes", "expect": {"events": {"has": "IN"}}}
    ]})");
    return Lint(LoadSuite(files.Folder()), {"linux"});
  };
  EXPECT_THAT(ToText(scenario("", "IN RDHUP").at(0)), HasSubstr("only Linux has \"RDHUP\""));
  EXPECT_THAT(scenario(R"("needs": ["linux"], )", "IN RDHUP"), IsEmpty());
  EXPECT_THAT(scenario("", "IN"), IsEmpty()) << "elsewhere the check is recorded";
}

TEST(LintTest, WarnsOfMoreUnreadThanEveryBufferHolds) {
  const std::string check = std::string(", ") + kCheck;
  EXPECT_THAT(Warnings(R"({"peer": "send", "bytes": 16384}, {"sut": "close"})" + check), IsEmpty());
  EXPECT_THAT(Warnings(R"({"peer": "send", "bytes": 16385}, {"sut": "close"})" + check),
              ElementsAre(HasSubstr("leaves 16385 octets unread")));
  EXPECT_THAT(Warnings(R"({"peer": "send", "bytes": 8192, "times": 3}, {"sut": "recv"},
                          {"sut": "close"})" +
                       check),
              ElementsAre(HasSubstr("leaves 20480 octets unread")));
  EXPECT_THAT(Warnings(R"({"sut": "wait_readable", "bytes": 20000})" + check),
              ElementsAre(HasSubstr("waits for 20000 octets")));
}

TEST(LintTest, CountsWhatIsReadAsRead) {
  const std::string check = std::string(", ") + kCheck;
  EXPECT_THAT(Warnings(R"({"peer": "send", "bytes": 20000}, {"sut": "recv_all", "until": 20000},
                          {"sut": "close"})" +
                       check),
              IsEmpty());
  EXPECT_THAT(Warnings(R"({"sut": "recv_all", "in_background": "r"},
                          {"peer": "send_all", "bytes": 100000}, {"peer": "close"},
                          {"sut": "finish", "call": "r"}, {"sut": "close"})" +
                       check),
              IsEmpty());
  EXPECT_THAT(Warnings(R"({"peer": "send", "bytes": 20000},
                          {"sut": "recv", "bytes": 20000, "flags": "peek"},
                          {"sut": "close"})" +
                       check),
              ElementsAre(HasSubstr("leaves 20000 octets unread")));
}

TEST(LintTest, SaysEachThingOnceInTheOrderOfTheFiles) {
  const TemporarySuite files;
  files.WriteScenario("b/x", R"({"sut": "close"})");
  files.WriteScenario("a/y", "\n" + std::string(kCheck) + ",\n" +
                                 R"({"wire": "silence", "label": "b"})" + ",\n" +
                                 R"({"wire": "silence", "label": "a"})");
  std::vector<int> lines;
  for (const Warning& each : Lint(LoadSuite(files.Folder()), {})) lines.push_back(each.line);
  EXPECT_THAT(lines, ElementsAre(3, 4, 1));
}

}  // namespace
}  // namespace closespec
