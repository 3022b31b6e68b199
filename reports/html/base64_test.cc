#include "reports/html/base64.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

// RFC 4648, section 10.
TEST(Base64, OfTheRfc) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foo"), "Zm9v");
  EXPECT_EQ(Base64("foob"), "Zm9vYg==");
  EXPECT_EQ(Base64("\xFB\xFF"), "+/8=");
}

// An example of the W3C's Content Security Policy Level 3, section 6.7.3.3.
TEST(PolicyHash, OfTheSpecification) {
  EXPECT_EQ(PolicyHash("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
}

}  // namespace
}  // namespace closespec
