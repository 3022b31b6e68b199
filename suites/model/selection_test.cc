#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

constexpr const char* kOneCase = R"("parameters": {"family": ["ipv4"], "opener": ["sut"]}, )";

class SelectionTest : public ::testing::Test {
 protected:
  SelectionTest() {
    files_.WriteScenario("linger/close", R"({"sut": "close", "expect": 0, "clause": "should"})",
                         R"("parameters": {"n": [1, 2], "family": ["ipv4"], "opener": ["sut"]}, )");
    files_.WriteScenario("linger/close_later", R"({"sut": "close"})", kOneCase);
    files_.WriteScenario("linger_more/close", R"({"sut": "close"})", kOneCase);
    suite_ = LoadSuite(files_.Folder());
  }

  // Of the scenarios that are loaded for these selectors.
  std::vector<std::string> Loaded(const std::vector<std::string>& selectors) {
    std::vector<std::string> ids;
    const Suite suite = LoadSuite(files_.Folder(), selectors);
    for (const Scenario& each : suite.scenarios) ids.push_back(each.id);
    EXPECT_EQ(suite.revision, suite_.revision);
    return ids;
  }

  // The ids of the cases without what all have in common.
  std::vector<std::string> Select(const std::vector<std::string>& selectors) {
    std::vector<std::string> ids;
    for (const Case* each : SelectCases(suite_, selectors)) {
      std::string id = each->id;
      id.erase(id.find("family"));
      ids.push_back(id);
    }
    return ids;
  }

  TemporarySuite files_;
  Suite suite_;
};

TEST_F(SelectionTest, TakesAllWhenNothingIsSaid) { EXPECT_THAT(Select({}), SizeIs(4)); }

TEST_F(SelectionTest, TakesAnExactIdBeforeALongerOne) {
  EXPECT_THAT(Select({"linger/close"}), ElementsAre("linger/close[n=1,", "linger/close[n=2,"));
  EXPECT_THAT(Select({"linger/close[n=2,family=ipv4,opener=sut]"}),
              ElementsAre("linger/close[n=2,"));
}

TEST_F(SelectionTest, TakesAPrefixThatEndsAtABoundary) {
  EXPECT_THAT(Select({"linger"}),
              ElementsAre("linger/close[n=1,", "linger/close[n=2,", "linger/close_later["));
  EXPECT_THAT(Select({"linger_more/"}), ElementsAre("linger_more/close["));
  EXPECT_THAT(Select({"linger/close["}), SizeIs(2));
}

TEST_F(SelectionTest, LoadsWhatASelectorCanMean) {
  EXPECT_THAT(Loaded({"linger/close[n=1*"}), ElementsAre("linger/close", "linger/close_later"));
  EXPECT_THAT(Loaded({"linger_more", "linger/close_later"}),
              ElementsAre("linger/close_later", "linger_more/close"));
  EXPECT_THAT(Loaded({"chapter:linger"}), ElementsAre("linger/close", "linger/close_later"));
  for (const std::string everything : {"*/close", "clause:should", "linger/closes", "chapter:x"}) {
    EXPECT_THAT(Loaded({"linger_more", everything}), SizeIs(3)) << everything;
  }
  EXPECT_THAT(Loaded({}), SizeIs(3));
}

TEST(FitsSelector, KnowsTheChapterOfACaseThatNoSuiteHas) {
  EXPECT_TRUE(FitsSelector("chapter:linger", "linger/gone", "linger/gone[n=1]"));
  EXPECT_FALSE(FitsSelector("chapter:linger", "linger_more/gone", "linger_more/gone[n=1]"));
}

TEST_F(SelectionTest, TakesAPatternWithLiteralBrackets) {
  EXPECT_THAT(Select({"*/close"}),
              ElementsAre("linger/close[n=1,", "linger/close[n=2,", "linger_more/close["));
  EXPECT_THAT(Select({"*[n=2,*"}), ElementsAre("linger/close[n=2,"));
  EXPECT_THAT(Select({"linger/close_l?ter"}), ElementsAre("linger/close_later["));
  EXPECT_THAT(Select({"*later*"}), ElementsAre("linger/close_later["));
}

TEST_F(SelectionTest, TakesAChapterOrAClause) {
  EXPECT_THAT(Select({"chapter:linger"}), SizeIs(3));
  EXPECT_THAT(Select({"clause:should"}), SizeIs(2)) << "cited by a step";
  EXPECT_THAT(Select({"clause:posix"}), SizeIs(4)) << "cited by the scenario";
}

TEST_F(SelectionTest, GivesEachCaseOnceInTheSuitesOrder) {
  EXPECT_THAT(Select({"linger_more", "linger/close_later", "*later"}),
              ElementsAre("linger/close_later[", "linger_more/close["));
}

TEST_F(SelectionTest, NamesTheSelectorAndTheNearestId) {
  EXPECT_THAT([&] { Select({"linger/clsoe"}); },
              ThrowsMessage<NothingSelected>("\"linger/clsoe\" fits no scenario and no case "
                                             "(did you mean \"linger/close\"?)"));
  EXPECT_THAT(
      [&] { Select({"chapter:lingr"}); },
      ThrowsMessage<NothingSelected>("\"chapter:lingr\" is no chapter (did you mean \"linger\"?)"));
  EXPECT_THAT(
      [&] { Select({"clause:shold"}); },
      ThrowsMessage<NothingSelected>("\"clause:shold\" is no clause (did you mean \"should\"?)"));
  EXPECT_THAT([&] { Select({"clause:"}); },
              ThrowsMessage<NothingSelected>("\"clause:\" is no clause"));
  EXPECT_THAT(
      [&] { Select({"clause:windows"}); },
      ThrowsMessage<NothingSelected>("\"clause:windows\" is a clause that no scenario cites"));
  EXPECT_THAT(
      [&] {
        Select({"linger", "nothing/like/it"});
      },
      ThrowsMessage<NothingSelected>("\"nothing/like/it\" fits no scenario and no case"));
}

}  // namespace
}  // namespace closespec
