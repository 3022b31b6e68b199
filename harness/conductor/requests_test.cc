#include "harness/conductor/requests.h"

#include <gmock/gmock.h>

namespace closespec {
namespace {

using testing::ElementsAre;
using testing::Pair;

SocketCall CallOf(const std::string& action,
                  std::vector<std::pair<std::string, std::string>> arguments = {}) {
  SocketCall call;
  call.actor = Actor::kSut;
  call.action = action;
  call.arguments = std::move(arguments);
  return call;
}

// The peer's listener "l" and the SUT's socket "b" are bound.
SocketsKnown Bound() {
  SocketsKnown known;
  Outcome outcome;
  outcome.returns = 0;
  outcome.facts["local"] = "192.0.2.2:4000";
  SocketCall bind = CallOf("bind");
  bind.actor = Actor::kPeer;
  bind.on = "l";
  known.Learn(bind, outcome);
  outcome.facts["local"] = "[fd00::1]:5000";
  bind.actor = Actor::kSut;
  bind.on = "b";
  known.Learn(bind, outcome);
  return known;
}

std::vector<std::pair<std::string, std::string>> Words(const SocketCall& call) {
  return RequestWords(call, Family::kIpv6, "192.0.2.1", Bound());
}

TEST(RequestsTest, ArgumentsGoOutAsTheyAre) {
  SocketCall call = CallOf("send", {{"bytes", "5"}, {"flags", "more"}});
  call.in = "child";
  call.background = "r";
  EXPECT_THAT(Words(call),
              ElementsAre(Pair("on", "c"), Pair("in", "child"), Pair("background", "r"),
                          Pair("bytes", "5"), Pair("flags", "more")));
}

TEST(RequestsTest, TheFamilyIsTheCases) {
  SocketCall call = CallOf("socket");
  call.as = "c";
  EXPECT_THAT(Words(call), ElementsAre(Pair("as", "c"), Pair("family", "ipv6")));
}

TEST(RequestsTest, AListenerIsAnAddressAndAPort) {
  EXPECT_THAT(Words(CallOf("connect", {{"to", "l"}})),
              ElementsAre(Pair("on", "c"), Pair("address", "192.0.2.2"), Pair("port", "4000")));
}

TEST(RequestsTest, AListenerThatIsNotKnownCannotBeConnectedTo) {
  EXPECT_THAT(Words(CallOf("connect", {{"to", "m"}})),
              ElementsAre(Pair("on", "c"), Pair("address", "0.0.0.0"), Pair("port", "0")));
}

TEST(RequestsTest, BindIsToTheOwnAddress) {
  EXPECT_THAT(Words(CallOf("bind")),
              ElementsAre(Pair("on", "c"), Pair("address", "192.0.2.1"), Pair("port", "0")));
  EXPECT_THAT(Words(CallOf("bind", {{"port", "80"}})),
              ElementsAre(Pair("on", "c"), Pair("address", "192.0.2.1"), Pair("port", "80")));
  EXPECT_THAT(Words(CallOf("bind", {{"same_port_as", "b"}})),
              ElementsAre(Pair("on", "c"), Pair("address", "192.0.2.1"), Pair("port", "5000")));
}

}  // namespace
}  // namespace closespec
