#include "suites/model/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array<std::string_view, 4> kWords = {"close", "send", "recv", "wait_state"};

TEST(EditDistanceTest, CountsTheLeastChanges) {
  EXPECT_EQ(EditDistance("close", "close"), 0U);
  EXPECT_EQ(EditDistance("clsoe", "close"), 1U) << "two neighbours swapped";
  EXPECT_EQ(EditDistance("clos", "close"), 1U);
  EXPECT_EQ(EditDistance("", "close"), 5U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
}

TEST(NearestTest, TakesOnlyWhatCanHaveBeenMeant) {
  EXPECT_EQ(Nearest("clsoe", kWords), "close");
  EXPECT_EQ(Nearest("waitstate", kWords), "wait_state");
  EXPECT_EQ(Nearest("explode", kWords), std::nullopt);
  EXPECT_EQ(Nearest("x", {}), std::nullopt);
}

TEST(AllowedTest, SuggestsOrListsAll) {
  EXPECT_EQ(Allowed("sned", kWords), " (did you mean \"send\"?)");
  EXPECT_EQ(Allowed("explode", kWords), R"( (allowed: "close", "send", "recv", "wait_state"))");
  EXPECT_EQ(Allowed("x", {}), "");
}

TEST(WordsTest, CutsAtSeparators) {
  EXPECT_THAT(Words(" a  bc "), ElementsAre("a", "bc"));
  EXPECT_THAT(Words("a,b|c d", " ,|"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(Words(""), IsEmpty());
}

}  // namespace
}  // namespace closespec
