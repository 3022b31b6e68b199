#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Case Loaded() {
  const TemporarySuite files;
  files.WriteScenario("a/x",
                      R"({"sut": "recv", "expect": 0, "clause": "windows"},
                         {"wire": "silence", "clause": "should"})",
                      R"("leaves": [{"what": "FIN_WAIT_2", "clause": "must"}], )");
  return LoadSuite(files.Folder()).scenarios.at(0).cases.at(0);
}

Requirements Clauses() {
  const TemporarySuite files;
  return LoadSuite(files.Folder()).requirements;
}

TEST(ResolveLevelsTest, BindsWhatTheTargetFollows) {
  Case resolved = Loaded();
  ResolveLevels(Clauses(), {"posix", "seed"}, resolved);
  EXPECT_THAT(resolved.levels,
              ElementsAre(Pair("must", Level::kMust), Pair("posix", Level::kMust),
                          Pair("should", Level::kShould), Pair("windows", Level::kRecord)));
}

TEST(ResolveLevelsTest, BindsRfcsAlwaysAndForgetsAnEarlierTarget) {
  Case resolved = Loaded();
  ResolveLevels(Clauses(), {"winsock", "posix"}, resolved);
  ResolveLevels(Clauses(), {}, resolved);
  EXPECT_THAT(resolved.levels,
              ElementsAre(Pair("must", Level::kMust), Pair("posix", Level::kRecord),
                          Pair("should", Level::kShould), Pair("windows", Level::kRecord)));
}

}  // namespace
}  // namespace closespec
