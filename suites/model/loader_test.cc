#include "suites/model/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> Ids(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const Case& each : scenario.cases) ids.push_back(each.id);
  return ids;
}

const Scenario& Only(const Suite& suite) {
  EXPECT_THAT(suite.scenarios, SizeIs(1));
  return suite.scenarios.at(0);
}

TEST(LoadSuiteTest, LoadsWhatIsShipped) {
  const Suite suite = LoadSuite(std::string(CLOSESPEC_SOURCE_DIR) + "/suites");
  EXPECT_TRUE(suite.requirements.contains("rfc1122-4.2.2.13-p4"));
  EXPECT_EQ(suite.requirements.find("rfc9293-3.6.1-p4")->second.level, Level::kShould);
  EXPECT_THAT(suite.revision, SizeIs(64));
}

TEST(LoadSuiteTest, FillsInParametersTheLastRunningFastest) {
  const TemporarySuite files;
  files.WriteScenario("chapter/x", R"({"sut": "close"})",
                      R"("parameters": {"n": [1, 20], "family": ["ipv6"], "how": ["a", "b"]}, )");
  const Suite suite = LoadSuite(files.Folder());
  EXPECT_THAT(Ids(Only(suite)), ElementsAre("chapter/x[n=1,family=ipv6,how=a,opener=sut]",
                                            "chapter/x[n=1,family=ipv6,how=a,opener=peer]",
                                            "chapter/x[n=1,family=ipv6,how=b,opener=sut]",
                                            "chapter/x[n=1,family=ipv6,how=b,opener=peer]",
                                            "chapter/x[n=20,family=ipv6,how=a,opener=sut]",
                                            "chapter/x[n=20,family=ipv6,how=a,opener=peer]",
                                            "chapter/x[n=20,family=ipv6,how=b,opener=sut]",
                                            "chapter/x[n=20,family=ipv6,how=b,opener=peer]"));
  const Case& last = Only(suite).cases.back();
  EXPECT_EQ(last.family, Family::kIpv6);
  EXPECT_EQ(last.opener, Actor::kPeer);
  EXPECT_THAT(last.parameters, ElementsAre(Pair("n", "20"), Pair("family", "ipv6"),
                                           Pair("how", "b"), Pair("opener", "peer")));
}

TEST(LoadSuiteTest, AddsFamilyAndOpener) {
  const TemporarySuite files;
  files.WriteScenario("chapter/x", R"({"sut": "close"})");
  EXPECT_THAT(
      Ids(Only(LoadSuite(files.Folder()))),
      ElementsAre("chapter/x[family=ipv4,opener=sut]", "chapter/x[family=ipv4,opener=peer]",
                  "chapter/x[family=ipv6,opener=sut]", "chapter/x[family=ipv6,opener=peer]"));
}

TEST(LoadSuiteTest, PutsThePreambleInFrontAndResolvesWhoOpens) {
  const TemporarySuite files;
  files.Write("preambles/half.json",
              R"({"title": "T", "purpose": "P", "preamble": "open", "needs": ["linux"],
                  "steps": [{"opener": "shutdown", "how": "write"}]})");
  files.Write("chapter/x.json", R"({"title": "T", "purpose": "P", "requirements": ["must"],
                                    "preamble": "half", "steps": [{"acceptor": "recv"}]})");
  const Suite suite = LoadSuite(files.Folder());
  for (const Case& each : Only(suite).cases) {
    ASSERT_THAT(each.steps, SizeIs(8));
    EXPECT_EQ(each.preamble_steps, 7U);
    const Actor acceptor = each.opener == Actor::kSut ? Actor::kPeer : Actor::kSut;
    EXPECT_EQ(std::get<SocketCall>(each.steps[0].action).actor, acceptor);
    EXPECT_EQ(std::get<SocketCall>(each.steps[6].action).actor, each.opener);
    EXPECT_EQ(std::get<SocketCall>(each.steps[7].action).actor, acceptor);
    EXPECT_THAT(each.needs, ElementsAre("linux"));
    EXPECT_THAT(each.steps[6].file, HasSubstr("preambles/half.json"));
  }
}

TEST(LoadSuiteTest, MakesCallsOfSteps) {
  const TemporarySuite files;
  files.WriteScenario(
      "chapter/x",
      R"({"sut": "recv", "via": "readv", "flags": "peek|dontwait", "bytes": "$n", "times": 3,
          "expect": {"any": ["$n", {"error": "EAGAIN"}]}, "clause": "posix", "why": "$ is prose"},
         {"peer": "setsockopt", "seconds": 0, "onoff": 1, "option": "SO_LINGER"})",
      R"("parameters": {"n": [5], "family": ["ipv4"], "opener": ["sut"]}, )");
  const Suite suite = LoadSuite(files.Folder());
  const std::vector<Step>& steps = Only(suite).cases.at(0).steps;
  const auto& recv = std::get<SocketCall>(steps[6].action);
  EXPECT_EQ(recv.action, "recv");
  EXPECT_EQ(recv.on, "c");
  EXPECT_THAT(recv.arguments,
              ElementsAre(Pair("bytes", "5"), Pair("flags", "peek,dontwait"), Pair("via", "readv")))
      << "in the order of the action's row";
  EXPECT_EQ(steps[6].times, 3);
  EXPECT_EQ(steps[6].clause, "posix");
  EXPECT_EQ(steps[6].why, "$ is prose");
  const Expectation expected = {{{{{"returns", IsText{"5"}}}}, {{{"error", IsText{"EAGAIN"}}}}}};
  EXPECT_EQ(steps[6].expect, expected);
  EXPECT_THAT(std::get<SocketCall>(steps[7].action).arguments,
              ElementsAre(Pair("option", "SO_LINGER"), Pair("onoff", "1"), Pair("seconds", "0")));
  EXPECT_EQ(steps[7].clause, "");
  EXPECT_TRUE(IsPreparation(steps[7]));
}

TEST(LoadSuiteTest, MakesPatternsOfWireSteps) {
  const TemporarySuite files;
  files.WriteScenario("chapter/x",
                      R"({"wire": "sut_sends", "flags": "FIN|ACK", "flags_may": "PSH",
                          "seq": "SND.NXT-1", "bytes": {"max": 10}},
                         {"wire": "never", "flags": "RST", "clause": "should"},
                         {"wire": "silence", "record": "silent"})");
  const Suite suite = LoadSuite(files.Folder());
  const std::vector<Step>& steps = Only(suite).cases.at(0).steps;
  SegmentPattern fin;
  fin.flags = TcpFlags{.fin = true, .ack = true};
  fin.flags_may = TcpFlags{.psh = true};
  fin.seq = SequenceExpression{.variable = Variable::kSndNxt, .offset = -1};
  fin.bytes = Range{0, 10};
  EXPECT_EQ(std::get<AwaitSegment>(steps[6].action),
            (AwaitSegment{Direction::kFromSut, {fin}, "c"}));
  EXPECT_EQ(steps[6].clause, "must") << "the first of the scenario's";
  EXPECT_EQ(steps[7].clause, "should");
  EXPECT_EQ(steps[8].clause, "") << "a record judges nothing";
}

TEST(LoadSuiteTest, CollectsWhatTheActionsNeed) {
  const TemporarySuite files;
  files.WriteScenario("chapter/x",
                      R"({"sut": "recv", "in_background": "r"}, {"peer": "unread_count"},
                         {"peer": "setsockopt", "option": "TCP_CORK", "value": 1},
                         {"sut": "finish", "call": "r"})",
                      R"("needs": ["linux", "threads"], )");
  EXPECT_THAT(Only(LoadSuite(files.Folder())).cases.at(0).needs,
              ElementsAre("fionread", "linux", "tcp_cork", "threads"));
}

TEST(LoadSuiteTest, TakesScenariosOfAllChaptersByIdAndNothingElse) {
  const TemporarySuite files;
  files.WriteScenario("b/y", R"({"sut": "close"})");
  files.WriteScenario("a/z", R"({"sut": "close"})");
  files.WriteScenario("a/x", R"({"sut": "close"})");
  files.Write("a/README.md", "words");
  files.Write("a/.draft.json", "not json");
  files.Write("model/x.json", "not json");
  files.Write("scenario.schema.json", "not json");
  const Suite suite = LoadSuite(files.Folder());
  std::vector<std::string> ids;
  for (const Scenario& each : suite.scenarios) ids.push_back(each.id);
  EXPECT_THAT(ids, ElementsAre("a/x", "a/z", "b/y"));
}

TEST(LoadSuiteTest, RefusesAFolderThatIsNone) {
  EXPECT_THAT([] { LoadSuite("/nonexistent"); },
              ::testing::ThrowsMessage<DocumentError>("/nonexistent: no such folder"));
  const TemporarySuite files;
  files.WriteScenario("a/Not an id", R"({"sut": "close"})");
  EXPECT_THAT([&] { LoadSuite(files.Folder()); },
              ::testing::ThrowsMessage<DocumentError>(HasSubstr("a/Not an id.json: a scenario's")));
}

TEST(LoadSuiteTest, NamesTheFileAsTheCallerFindsIt) {
  const TemporarySuite files;
  files.WriteScenario("a/x", R"({"sut": "clsoe"})");
  EXPECT_THAT([&] { LoadSuite(files.Folder()); },
              ::testing::ThrowsMessage<DocumentError>(
                  files.Folder() +
                  "/a/x.json:1: /steps/0/sut: unknown action \"clsoe\" (did you mean \"close\"?)"));
}

TEST(LoadSuiteTest, RevisionIsOfNamesAndContents) {
  const TemporarySuite files;
  files.WriteScenario("a/x", R"({"sut": "close"})");
  const std::string before = LoadSuite(files.Folder()).revision;
  EXPECT_EQ(LoadSuite(files.Folder()).revision, before);
  files.WriteScenario("a/x", R"({"sut":  "close"})");
  EXPECT_NE(LoadSuite(files.Folder()).revision, before);
  const TemporarySuite others;
  others.WriteScenario("a/y", R"({"sut": "close"})");
  EXPECT_NE(LoadSuite(others.Folder()).revision, before);
}

class StimulusTest : public ::testing::Test {
 protected:
  static std::string Of(const std::string& steps, const std::string& more = "") {
    const TemporarySuite files;
    files.WriteScenario("a/x", steps, more);
    return LoadSuite(files.Folder()).scenarios.at(0).cases.at(0).stimulus;
  }
};

TEST_F(StimulusTest, IsTheSameWhateverIsExpected) {
  const std::string plain = Of(R"({"sut": "recv"}, {"wire": "never", "flags": "RST"})");
  EXPECT_EQ(Of(R"({"sut": "recv", "expect": 0, "clause": "posix", "why": "w"},
                  {"wire": "never", "flags": "FIN", "record": "r"})"),
            plain);
  EXPECT_EQ(Of(R"({"sut": "recv"}, {"wire": "never", "flags": "RST"})",
               R"("priority": "core", "waive": [{"what": "no_war", "clause": "must"}], )"),
            plain);
}

TEST_F(StimulusTest, ChangesWithWhatIsDone) {
  const std::string plain = Of(R"({"sut": "recv"})");
  EXPECT_NE(Of(R"({"sut": "recv", "bytes": 5})"), plain);
  EXPECT_NE(Of(R"({"peer": "recv"})"), plain);
  EXPECT_NE(Of(R"({"sut": "recv", "times": 2})"), plain);
  EXPECT_NE(Of(R"({"sut": "recv"}, {"wire": "silence"})"), plain);
  EXPECT_NE(Of(R"({"sut": "recv"})", R"("parameters": {"family": ["ipv6"]}, )"), plain);
}

TEST(LoaderTest, AWitnessThatDoesNotFitIsToldWhereItIsWanted) {
  const TemporarySuite files;
  files.Write("witnesses/established.json",
              R"({"title": "T", "purpose": "P", "steps": [
  {"sut": "recv", "on": "d"}]})");
  files.WriteScenario("a/x", "\n" + std::string(R"({"wire": "witness", "state": "ESTABLISHED"})"),
                      R"("wire_peer": {}, )");
  try {
    LoadSuite(files.Folder());
    FAIL() << "was loaded";
  } catch (const DocumentError& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("/a/x.json:2: /steps/0: the witness does not fit here: "),
                      HasSubstr("/witnesses/established.json:2: /steps/0: ")));
  }
}

}  // namespace
}  // namespace closespec
