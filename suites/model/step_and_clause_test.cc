#include <gmock/gmock.h>

#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {
namespace {

const Expectation kSuccess{{Alternative{{{"returns", IsText{"0"}}}}}};

TEST(Step, ACallIsACheckOnlyWithAnExpectation) {
  Step step{.action = SocketCall{.action = "close"}};
  EXPECT_FALSE(IsCheck(step));
  EXPECT_TRUE(IsPreparation(step));
  step.expect = kSuccess;
  EXPECT_TRUE(IsCheck(step));
  EXPECT_FALSE(IsPreparation(step));
}

TEST(Step, SomeActionsAreChecksByThemselves) {
  for (const Action& action : {Action(AwaitSegment{}), Action(NeverSegment{}), Action(Silence{}),
                               Action(StillBlocked{})}) {
    EXPECT_TRUE(IsCheck(Step{.action = action})) << action.index();
  }
  for (const Action& action : {Action(AwaitSegment{Direction::kToSut}), Action(WaitState{}),
                               Action(FinishCall{}), Action(ReadState{})}) {
    EXPECT_TRUE(IsPreparation(Step{.action = action})) << action.index();
  }
}

TEST(Step, ARecordIsNeitherCheckNorPreparation) {
  for (const Action& action :
       {Action(AwaitSegment{}), Action(StillBlocked{}), Action(SocketCall{.action = "recv"})}) {
    const Step step{.action = action, .record = "second recv"};
    EXPECT_FALSE(IsCheck(step) || IsPreparation(step)) << action.index();
  }
}

TEST(Words, AreThoseOfTheScenarioLanguage) {
  EXPECT_EQ(ToText(Actor::kSut), "sut");
  EXPECT_EQ(ToText(Actor::kPeer), "peer");
  EXPECT_EQ(ToText(Family::kIpv4), "ipv4");
  EXPECT_EQ(ToText(Family::kIpv6), "ipv6");
  EXPECT_EQ(ToText(Priority::kCore), "core");
  EXPECT_EQ(ToText(Priority::kExtended), "extended");
  EXPECT_EQ(ToText(Priority::kExotic), "exotic");
  EXPECT_EQ(ToText(Level::kMust), "MUST");
  EXPECT_EQ(ToText(Level::kShould), "SHOULD");
  EXPECT_EQ(ToText(Level::kMay), "MAY");
  EXPECT_EQ(ToText(Level::kRecord), "record");
}

TEST(Clause, IsCitedBySourceSectionAndLabel) {
  Requirement clause{.source = "RFC 9293", .section = "3.6", .label = "MUST-12"};
  EXPECT_EQ(Citation(clause), "RFC 9293 3.6 MUST-12");
  clause.label.clear();
  EXPECT_EQ(Citation(clause), "RFC 9293 3.6");
  clause.section.clear();
  EXPECT_EQ(Citation(clause), "RFC 9293");
}

}  // namespace
}  // namespace closespec
