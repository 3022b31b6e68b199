#include "suites/model/fit.h"

#include <gmock/gmock.h>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

class FitTest : public testing::Test {
 protected:
  FitTest() {
    suite_.WriteScenario("chapter/one", R"({"sut": "close"})");
    original_ = LoadSuite(suite_.Folder()).scenarios.front().cases.front();
  }

  TemporarySuite suite_;
  Case original_;
};

TEST_F(FitTest, AnOrdinarySideTakesEveryCaseAsItIs) {
  Case fitted = original_;
  EXPECT_FALSE(Fit({}, fitted));
  EXPECT_EQ(fitted.stimulus, original_.stimulus);
}

TEST_F(FitTest, ACaseBecomesOneOfOtherSockets) {
  Case fitted = original_;
  EXPECT_FALSE(Fit({.server = std::nullopt, .socket = SocketKind::kMapped}, fitted));
  EXPECT_THAT(fitted.sockets, Not(IsEmpty()));
  EXPECT_NE(fitted.stimulus, original_.stimulus);
}

// No wire peer: nothing is left to be done without the SUT's calls.
TEST_F(FitTest, WhatDoesNotFitStaysAsItIs) {
  Case fitted = original_;
  const auto unfit = Fit({.server = ServerRole::kEcho}, fitted);
  ASSERT_TRUE(unfit);
  EXPECT_THAT(unfit->why, Not(IsEmpty()));
  EXPECT_EQ(fitted.stimulus, original_.stimulus);
  EXPECT_EQ(fitted.steps, original_.steps);
}

}  // namespace
}  // namespace closespec
