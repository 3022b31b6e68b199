#include <gmock/gmock.h>

#include <set>
#include <utility>

#include "peers/winsock/error_names.h"
#include "peers/winsock/option_table.h"

namespace closespec::socket_peer {
namespace {

// The numbers are those of Microsoft's page "Windows Sockets Error Codes".
TEST(WinsockErrorName, IsThePosixNameOfTheSameTrouble) {
  EXPECT_EQ(WinsockErrorName(10054), "ECONNRESET");
  EXPECT_EQ(WinsockErrorName(10053), "ECONNABORTED");
  EXPECT_EQ(WinsockErrorName(10057), "ENOTCONN");
  EXPECT_EQ(WinsockErrorName(10060), "ETIMEDOUT");
  EXPECT_EQ(WinsockErrorName(10061), "ECONNREFUSED");
  EXPECT_EQ(WinsockErrorName(10065), "EHOSTUNREACH");
  EXPECT_EQ(WinsockErrorName(10052), "ENETRESET");
  EXPECT_EQ(WinsockErrorName(10038), "ENOTSOCK");
  EXPECT_EQ(WinsockErrorName(10022), "EINVAL");
  EXPECT_EQ(WinsockErrorName(10042), "ENOPROTOOPT");
  EXPECT_EQ(WinsockErrorName(995), "ECANCELED");
}

TEST(WinsockErrorName, OfASocketThatWasShutDownIsEpipe) {
  EXPECT_EQ(WinsockErrorName(10058), "EPIPE");
}

TEST(WinsockErrorName, OfWouldBlockDependsOnTheCall) {
  EXPECT_EQ(WinsockErrorName(10035), "EAGAIN");
  EXPECT_EQ(WinsockErrorName(10035, Failed::kConnect), "EINPROGRESS");
  EXPECT_EQ(WinsockErrorName(10061, Failed::kConnect), "ECONNREFUSED");
}

TEST(WinsockErrorName, OfWhatPosixHasNotIsTheNumber) {
  EXPECT_EQ(WinsockErrorName(10101), "E10101");
  EXPECT_EQ(WinsockErrorName(0), "E0");
}

TEST(FindWinsockOption, KnowsNumberAndKind) {
  const WinsockOption* linger = FindWinsockOption("SO_LINGER");
  ASSERT_NE(linger, nullptr);
  EXPECT_EQ(linger->level, 0xffff);
  EXPECT_EQ(linger->number, 0x0080);
  EXPECT_EQ(linger->kind, OptionKind::kLinger);
  const WinsockOption* timeout = FindWinsockOption("SO_RCVTIMEO");
  ASSERT_NE(timeout, nullptr);
  EXPECT_EQ(timeout->kind, OptionKind::kMilliseconds);
  const WinsockOption* interval = FindWinsockOption("TCP_KEEPINTVL");
  ASSERT_NE(interval, nullptr);
  EXPECT_EQ(interval->level, 6);
  EXPECT_EQ(interval->kind, OptionKind::kSeconds);
}

TEST(FindWinsockOption, HasNoneThatIsNotWinsocks) {
  for (const char* name : {"SO_RCVLOWAT", "TCP_CORK", "TCP_LINGER2", "TCP_USER_TIMEOUT",
                           "TCP_DEFER_ACCEPT", "IP_RECVERR", "", "so_linger"}) {
    EXPECT_EQ(FindWinsockOption(name), nullptr) << name;
  }
}

TEST(FindWinsockOption, HasNoNumberTwice) {
  std::set<std::pair<int, int>> numbers;
  for (const char* name :
       {"SO_REUSEADDR", "SO_KEEPALIVE", "SO_LINGER", "SO_DONTLINGER", "SO_OOBINLINE", "SO_SNDBUF",
        "SO_RCVBUF", "SO_SNDTIMEO", "SO_RCVTIMEO", "SO_ERROR", "TCP_NODELAY", "TCP_KEEPIDLE",
        "TCP_KEEPCNT", "TCP_KEEPINTVL"}) {
    const WinsockOption* option = FindWinsockOption(name);
    ASSERT_NE(option, nullptr) << name;
    EXPECT_TRUE(numbers.emplace(option->level, option->number).second) << name;
  }
}

}  // namespace
}  // namespace closespec::socket_peer
