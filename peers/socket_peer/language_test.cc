// The socket peer knows every action, argument and option of the scenario language.

#include <gmock/gmock.h>

#include <set>
#include <sstream>

#include "peers/socket_peer/testing/driven_peer.h"
#include "suites/model/actions.h"

namespace closespec::socket_peer {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

std::set<std::string> List(const protocol::Message& message, std::string_view key) {
  std::istringstream words(In(message, key));
  std::set<std::string> list;
  for (std::string word; std::getline(words, word, ',');) list.insert(word);
  return list;
}

// `to` of connect is an address and a port by the time it gets here.
bool IsResolvedByTheHarness(const ActionRow& row, const ArgumentRow& argument) {
  return row.name == "connect" && argument.name == "to";
}

// Calls that POSIX has not: the peer knows the word and answers `unsupported`.
template <typename Row>
bool IsOfOthers(const Row& row) {
  return row.needs == "winsock";
}

TEST(Language, HasNoActionThatThePeerLacks) {
  DrivenPeer peer;
  for (const auto& row : Actions()) {
    EXPECT_THAT(List(peer.Hello(), "actions"), Contains(row.name));
    if (row.needs.empty() || IsOfOthers(row)) continue;
    EXPECT_THAT(List(peer.Hello(), "features"), Contains(row.needs));
  }
}

TEST(Language, HasNoArgumentThatThePeerLacks) {
  DrivenPeer peer;
  for (const auto& row : Actions()) {
    for (const auto& argument : row.arguments) {
      if (IsResolvedByTheHarness(row, argument)) continue;
      // An odd value is refused before a call is made, for another reason than the key.
      const auto answer =
          peer.Ask(std::string(row.name) + " " + std::string(argument.name) + "=%20");
      EXPECT_EQ(answer.word, "refused") << row.name << " " << argument.name;
      EXPECT_THAT(In(answer, "why"), Not(HasSubstr("has no key"))) << row.name;
    }
  }
}

TEST(Language, HasNoOptionThatThePeerLacks) {
  DrivenPeer peer;
  peer.Ask("socket family=ipv4 as=c");
  for (const auto& row : Options()) {
    if (IsOfOthers(row)) continue;
    const auto answer = peer.Ask("getsockopt on=c option=" + std::string(row.name));
    EXPECT_EQ(Result(answer), "0") << row.name;
    std::istringstream fields{std::string(row.fields)};
    for (std::string field; fields >> field;) {
      EXPECT_NE(In(answer, field), "-") << row.name << " " << field;
    }
  }
}

}  // namespace
}  // namespace closespec::socket_peer
