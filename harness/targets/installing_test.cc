#include "harness/targets/installing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

LaunchPlan Shell(const std::string& script) { return {{"/bin/sh", "-c", script, "install"}, {}}; }

TEST(WhatIsMissing, IsNothingWhereNothingIsNeededOrAllIsThere) {
  EXPECT_EQ(WhatIsMissing({}), std::nullopt);
  EXPECT_EQ(WhatIsMissing(Shell("test \"$1\" = --check")), std::nullopt);
}

TEST(WhatIsMissing, IsTheFirstLineOfWhatTheCommandSays) {
  EXPECT_THAT(WhatIsMissing(Shell("echo packages are missing: a b; echo more; exit 1")),
              Optional(std::string("packages are missing: a b")));
}

TEST(WhatIsMissing, NamesACommandThatCannotRunOrSaysNothing) {
  EXPECT_THAT(WhatIsMissing({{"/nowhere/install"}, {}}), Optional(HasSubstr("/nowhere/install")));
  EXPECT_THAT(WhatIsMissing(Shell("exit 7")), Optional(std::string("/bin/sh --check failed")));
}

TEST(Install, TellsWhetherItWorked) {
  EXPECT_TRUE(Install({}));
  EXPECT_TRUE(Install(Shell("test $# = 0")));
  EXPECT_FALSE(Install(Shell("exit 3")));
  EXPECT_FALSE(Install({{"/nowhere/install"}, {}}));
}

}  // namespace
}  // namespace closespec
