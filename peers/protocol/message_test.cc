#include "peers/protocol/message.h"

#include <gmock/gmock.h>

namespace closespec::protocol {
namespace {

using ::testing::IsEmpty;

Message Parsed(std::string_view line) {
  auto parsed = Parse(line);
  if (auto* malformed = std::get_if<Malformed>(&parsed)) {
    ADD_FAILURE() << line << ": " << malformed->why;
    return {};
  }
  return std::get<Message>(parsed);
}

std::string Complaint(std::string_view line) {
  const auto parsed = Parse(line);
  const auto* malformed = std::get_if<Malformed>(&parsed);
  return malformed == nullptr ? "" : malformed->why;
}

TEST(Message, ReadsARequest) {
  EXPECT_EQ(Parsed("7 recv on=c bytes=5"), (Message{"7", "recv", {{"on", "c"}, {"bytes", "5"}}}));
}

TEST(Message, ReadsAnAnswerWithoutAWord) {
  const Message message = Parsed("7 returns=5 stream=0+5");
  EXPECT_EQ(message, (Message{"7", "", {{"returns", "5"}, {"stream", "0+5"}}}));
  EXPECT_EQ(*Find(message, "stream"), "0+5");
  EXPECT_EQ(Find(message, "strea"), nullptr);
}

TEST(Message, ReadsHello) {
  EXPECT_EQ(Parsed("hello closespec-peer protocol=1 actions=socket,bind"),
            (Message{"hello", "closespec-peer", {{"protocol", "1"}, {"actions", "socket,bind"}}}));
}

TEST(Message, AValueMayBeEmpty) {
  EXPECT_EQ(Parsed("7 events="), (Message{"7", "", {{"events", ""}}}));
}

TEST(Message, EncodesWhatIsOddAndReadsItBack) {
  std::string every_octet;
  for (int octet = 0; octet < 256; ++octet) every_octet += static_cast<char>(octet);
  const Message message{"7", "refused", {{"why", every_octet}}};
  const std::string line = Format(message);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(Parsed(line), message);
}

TEST(Message, LeavesPlainOctetsAsTheyAre) {
  EXPECT_EQ(Format({"1", "bind", {{"address", "[2001:db8::2]:80"}, {"x", "a b%"}}}),
            "1 bind address=%5B2001:db8::2%5D:80 x=a%20b%25");
}

TEST(Message, RefusesWhatIsNoLine) {
  EXPECT_EQ(Complaint(""), "no tag");
  EXPECT_EQ(Complaint(" recv"), "no tag");
  EXPECT_EQ(Complaint("7"), "nothing behind the tag");
  EXPECT_EQ(Complaint("7  recv"), "a word that is no name");
  EXPECT_EQ(Complaint("7 recv "), "a word that is no name");
  EXPECT_EQ(Complaint("7 recv =5"), "a word that is no name");
  EXPECT_EQ(Complaint("7 recv on"), "a word without = behind the first");
  EXPECT_EQ(Complaint("7 on=c recv"), "a word without = behind the first");
  EXPECT_EQ(Complaint("7 recv on=c on=d"), "a key twice");
  EXPECT_EQ(Complaint("7\trecv on=c"), "no tag");
  EXPECT_EQ(Complaint(std::string(kMaximumLine + 1, 'a')), "line over 65536 octets");
}

TEST(Message, RefusesBadPercentEncoding) {
  for (const std::string_view line :
       {"7 x=%", "7 x=%4", "7 x=%4g", "7 x=%%41", "7 x=a\x01", "7 x=="}) {
    EXPECT_EQ(Complaint(line), "bad percent-encoding") << line;
  }
  EXPECT_EQ(Parsed("7 x=%4a%4A"), (Message{"7", "", {{"x", "JJ"}}}));
}

TEST(Message, RefusesTooManyValues) {
  std::string line = "7";
  for (int i = 0; i < 65; ++i) line += " k" + std::to_string(i) + "=";
  EXPECT_EQ(Complaint(line), "too many values");
}

TEST(Message, TakesALineOfTheMaximumLength) {
  const std::string line = "7 x=" + std::string(kMaximumLine - 4, 'a');
  EXPECT_THAT(Complaint(line), IsEmpty());
}

}  // namespace
}  // namespace closespec::protocol
