#include "peers/socket_peer/pattern.h"

#include <gmock/gmock.h>

namespace closespec::socket_peer {
namespace {

using ::testing::ElementsAre;

std::vector<int> Octets(std::uint64_t offset, std::size_t count) {
  std::vector<int> octets;
  for (const char each : Pattern(offset, count)) octets.push_back(static_cast<unsigned char>(each));
  return octets;
}

// The vectors of docs/peer-protocol.md.
TEST(Pattern, IsAsDocumented) {
  EXPECT_THAT(Octets(0, 8), ElementsAre(158, 59, 216, 117, 18, 175, 76, 233));
  EXPECT_THAT(Octets(254, 4), ElementsAre(100, 1, 60, 217));
  EXPECT_THAT(Octets(65536, 4), ElementsAre(213, 114, 15, 172));
  EXPECT_THAT(Octets((std::uint64_t{1} << 32) - 2, 4), ElementsAre(127, 28, 87, 244));
}

TEST(Pattern, IsFoundAtItsPositionOnly) {
  const std::string data = Pattern(1000, 64);
  EXPECT_TRUE(IsPattern(data, 1000));
  for (int shift = 1; shift < 70000; ++shift) {
    ASSERT_FALSE(IsPattern(data, 1000 + shift)) << shift;
  }
}

TEST(Pattern, ShowsASmallShiftByOneOctet) {
  for (std::uint64_t offset = 0; offset < 200; ++offset) {
    for (int shift = 1; offset + shift < 256; ++shift) {
      ASSERT_FALSE(IsPattern(Pattern(offset + shift, 1), offset)) << offset << " " << shift;
    }
  }
}

TEST(Pattern, ShowsAnAlteredOctet) {
  std::string data = Pattern(5, 100);
  data[99] ^= 1;
  EXPECT_FALSE(IsPattern(data, 5));
  EXPECT_TRUE(IsPattern(std::string_view(data).substr(0, 99), 5));
  EXPECT_TRUE(IsPattern("", 5));
}

}  // namespace
}  // namespace closespec::socket_peer
