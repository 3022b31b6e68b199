#include "peers/os/sysctl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peers/os/namespace_for_test.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

TEST(SysctlTest, WrittenAndReadInOneNamespace) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  const Status written = WriteSysctl("net.ipv4.tcp_fin_timeout", "17");
  if (!written && written.trouble().what.ends_with("EROFS")) GTEST_SKIP() << "read-only /proc/sys";
  ASSERT_TRUE(written) << written.trouble().what;
  auto value = ReadSysctl("net.ipv4.tcp_fin_timeout");
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, "17");

  ASSERT_TRUE(EnterNamespaceForTest());
  value = ReadSysctl("net.ipv4.tcp_fin_timeout");
  ASSERT_TRUE(value);
  EXPECT_NE(*value, "17");
}

TEST(SysctlTest, UnknownName) {
  const auto value = ReadSysctl("net.ipv4.tcp_no_such_setting");
  ASSERT_FALSE(value);
  EXPECT_THAT(value.trouble().what, HasSubstr("ENOENT"));
  EXPECT_FALSE(WriteSysctl("net.ipv4.tcp_no_such_setting", "1"));
}

}  // namespace
}  // namespace closespec
