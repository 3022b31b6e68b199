#include "peers/protocol/line_buffer.h"

#include <gmock/gmock.h>

#include "peers/protocol/message.h"

namespace closespec::protocol {
namespace {

using ::testing::Optional;

TEST(LineBuffer, GivesLinesHoweverTheyWereCut) {
  LineBuffer buffer;
  buffer.Append("1 pi");
  EXPECT_EQ(buffer.Next(), std::nullopt);
  EXPECT_FALSE(buffer.Empty());
  buffer.Append("ng\n2 ping\n\n3");
  EXPECT_THAT(buffer.Next(), Optional(std::string("1 ping")));
  EXPECT_THAT(buffer.Next(), Optional(std::string("2 ping")));
  EXPECT_THAT(buffer.Next(), Optional(std::string()));
  EXPECT_EQ(buffer.Next(), std::nullopt);
  buffer.Append("\n");
  EXPECT_THAT(buffer.Next(), Optional(std::string("3")));
  EXPECT_TRUE(buffer.Empty());
}

TEST(LineBuffer, DropsACarriageReturnBeforeTheLineFeed) {
  LineBuffer buffer;
  buffer.Append("1 ping\r\n");
  EXPECT_THAT(buffer.Next(), Optional(std::string("1 ping")));
}

TEST(LineBuffer, TakesALineOfTheMaximumLength) {
  LineBuffer buffer;
  buffer.Append(std::string(kMaximumLine, 'a'));
  EXPECT_EQ(buffer.Next(), std::nullopt);
  EXPECT_FALSE(buffer.Overlong());
  buffer.Append("\n");
  EXPECT_EQ(buffer.Next()->size(), kMaximumLine);
}

TEST(LineBuffer, SaysThatALineIsTooLongBeforeItEnds) {
  LineBuffer buffer;
  buffer.Append(std::string(kMaximumLine + 1, 'a'));
  EXPECT_EQ(buffer.Next(), std::nullopt);
  EXPECT_TRUE(buffer.Overlong());
}

TEST(LineBuffer, CutsALineThatIsTooLongAndGoesOnBehindIt) {
  LineBuffer buffer;
  for (int i = 0; i < 100; ++i) {
    buffer.Append(std::string(kMaximumLine / 2, 'a'));
    EXPECT_EQ(buffer.Next(), std::nullopt);
  }
  buffer.Append("aa\n2 ping\n");
  const auto line = buffer.Next();
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->size(), kMaximumLine + 1);
  EXPECT_TRUE(std::holds_alternative<Malformed>(Parse(*line)));
  EXPECT_FALSE(buffer.Overlong());
  EXPECT_THAT(buffer.Next(), Optional(std::string("2 ping")));
}

}  // namespace
}  // namespace closespec::protocol
