#include "suites/model/fit_to_socket.h"

#include <gmock/gmock.h>

#include <span>
#include <utility>
#include <vector>

#include "suites/model/loader.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using enum SocketKind;

constexpr const char* kCalls = R"(
  {"sut": "socket", "as": "a"},
  {"sut": "close", "on": "a", "expect": 0})";
constexpr const char* kLooksAtWire = R"(
  {"sut": "close"},
  {"wire": "sut_sends", "flags": "FIN", "seq": "SND.NXT"})";
class FitToSocketTest : public testing::Test {
 protected:
  Case CaseOf(const std::string& steps, const std::string& family = "ipv4",
              const std::string& more = "", const std::string& opener = "sut") {
    suite_.WriteScenario("chapter/one", steps,
                         R"("parameters": {"family": [")" + family + R"("], "opener": [")" +
                             opener + R"("]}, )" + more);
    loaded_ = LoadSuite(suite_.Folder());
    return loaded_.scenarios.front().cases.front();
  }
  static std::string WhyNot(const Case& original, SocketKind kind) {
    const auto fitted = FitToSocket(original, kind);
    const auto* unfit = std::get_if<DoesNotFit>(&fitted);
    return unfit != nullptr ? unfit->why : "";
  }
  static Case Fitted(const Case& original, SocketKind kind) {
    auto fitted = FitToSocket(original, kind);
    EXPECT_TRUE(std::holds_alternative<Case>(fitted)) << WhyNot(original, kind);
    return std::get<Case>(std::move(fitted));
  }

  TemporarySuite suite_;
  Suite loaded_;
};

TEST_F(FitToSocketTest, MappedAddressesAreOfTheSutAndOfIpv4) {
  const Case fitted = Fitted(CaseOf(kLooksAtWire), kMapped);
  EXPECT_THAT(fitted.sockets, ElementsAre(Pair(Actor::kSut, kMapped)));
  EXPECT_EQ(WhyNot(CaseOf(kLooksAtWire, "ipv6"), kMapped), "IPv4-mapped addresses are for IPv4");
}

TEST_F(FitToSocketTest, StepsStayAndTheStimulusIsAnother) {
  const Case original = CaseOf(kLooksAtWire);
  const Case fitted = Fitted(original, kMptcp);
  EXPECT_EQ(fitted.steps, original.steps);
  EXPECT_EQ(fitted.id, original.id);
  EXPECT_NE(fitted.stimulus, original.stimulus);
  EXPECT_NE(fitted.stimulus, Fitted(original, kMapped).stimulus);
}

TEST_F(FitToSocketTest, MptcpIsForBothWhereNobodyLooksAtTcp) {
  EXPECT_THAT(Fitted(CaseOf(kCalls), kMptcp).sockets,
              ElementsAre(Pair(Actor::kSut, kMptcp), Pair(Actor::kPeer, kMptcp)));
}

TEST_F(FitToSocketTest, MptcpFallsBackWhereSegmentsOrStatesAreLookedAt) {
  for (const char* steps : {kLooksAtWire, R"({"wire": "never", "flags": "RST"})",
                            R"({"sut": "state", "expect": "ESTABLISHED"})",
                            R"({"sut": "close"}, {"peer": "wait_state", "state": "CLOSE_WAIT"})"}) {
    EXPECT_THAT(Fitted(CaseOf(steps), kMptcp).sockets, ElementsAre(Pair(Actor::kSut, kMptcp)))
        << steps;
  }
}

// The steps behind the preamble, as they are told a peer.
std::vector<std::string> CallsOf(const Case& run) {
  std::vector<std::string> calls;
  for (const Step& step : std::span(run.steps).subspan(run.preamble_steps)) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    if (call == nullptr) continue;
    std::string text = call->action;
    for (const auto& [name, value] : call->arguments)
      text.append(" ").append(name).append("=").append(value);
    calls.push_back(text);
  }
  return calls;
}

constexpr const char* kEndShown = R"({"peer": "close"}, {"wire": "sut_gets", "flags": "FIN"},)";

TEST_F(FitToSocketTest, MptcpSocketThatFellBackIsAskedForTheEndOfTheStreamOnceItKnows) {
  constexpr const char* kWait = "wait_readable";
  for (
      const char* asks :
      {R"({"sut": "recv", "flags": "dontwait", "expect": 0})",
       R"({"sut": "recv", "flags": "dontwait", "expect": {"any": [0, {"error": "ECONNRESET"}]}})",
       R"({"sut": "select", "events": "IN", "expect": {"events": {"has": "IN"}}})",
       R"({"sut": "poll", "events": "IN OUT", "expect": {"events": {"has": "IN", "lacks": "ERR"}}})"}) {
    const Case original = CaseOf(kEndShown + std::string(asks));
    EXPECT_THAT(CallsOf(Fitted(original, kMptcp)),
                ElementsAre("close", kWait, CallsOf(original)[1]));
    EXPECT_EQ(Fitted(original, kMapped).steps, original.steps) << asks;
  }
  const std::string set = R"({"sut": "set_blocking", "blocking": "no"},)";
  const std::string recv = R"({"sut": "recv", "expect": 0})";
  EXPECT_THAT(CallsOf(Fitted(CaseOf(set + kEndShown + recv), kMptcp)),
              ElementsAre("set_blocking blocking=no", "close", kWait, "recv"));
  EXPECT_THAT(CallsOf(Fitted(CaseOf(kEndShown + recv), kMptcp)), ElementsAre("close", "recv"));
}

TEST_F(FitToSocketTest, MptcpSocketThatFellBackIsAskedForRdhupOnceItKnows) {
  constexpr const char* kWait = "poll events=RDHUP wait=yes";
  for (const char* asks :
       {R"({"sut": "poll", "events": "RDHUP", "expect": {"events": {"has": "RDHUP"}}})",
        R"({"sut": "epoll", "events": "IN RDHUP", "expect": {"events": {"has": "IN RDHUP"}}})"}) {
    const Case original = CaseOf(kEndShown + std::string(asks));
    EXPECT_THAT(CallsOf(Fitted(original, kMptcp)),
                ElementsAre("close", kWait, CallsOf(original)[1]));
  }
}

TEST_F(FitToSocketTest, MptcpSocketThatFellBackReadsToTheEndWithoutWaitingOnceItKnows) {
  const std::string set = R"({"sut": "set_blocking", "blocking": "no"},)";
  const std::string read = R"({"sut": "recv_all", "expect": {"bytes": 2, "end": "eof"}})";
  EXPECT_THAT(
      CallsOf(Fitted(CaseOf(set + kEndShown + read), kMptcp)),
      ElementsAre("set_blocking blocking=no", "close", "poll events=RDHUP wait=yes", "recv_all"));
  EXPECT_THAT(CallsOf(Fitted(CaseOf(kEndShown + read), kMptcp)), ElementsAre("close", "recv_all"));
}

TEST_F(FitToSocketTest, Linger2OfAnMptcpSocketWithoutAConnectionDoesNotFit) {
  const Case connected =
      CaseOf(R"({"sut": "getsockopt", "option": "TCP_LINGER2", "expect": {"seconds": 30}})");
  EXPECT_EQ(WhyNot(connected, kMptcp), "");
  Case unconnected = connected;
  unconnected.steps.erase(unconnected.steps.begin(), unconnected.steps.end() - 1);
  EXPECT_EQ(WhyNot(unconnected, kMptcp), "an MPTCP socket without a connection has no TCP_LINGER2");
  EXPECT_EQ(WhyNot(unconnected, kMapped), "");
}

TEST_F(FitToSocketTest, WaitIsACheckOfTheSameClause) {
  const Case fitted = Fitted(
      CaseOf(kEndShown + std::string(R"({"sut": "recv", "flags": "dontwait", "expect": 0})")),
      kMptcp);
  const std::size_t asks = fitted.steps.size() - 1;
  EXPECT_TRUE(IsCheck(fitted.steps[asks - 1]));
  EXPECT_EQ(fitted.steps[asks - 1].clause, fitted.steps[asks].clause);
  EXPECT_EQ(fitted.steps[asks - 1].line, fitted.steps[asks].line);
}

TEST_F(FitToSocketTest, MptcpSocketIsAskedAtOnceForAnythingElse) {
  for (const char* step :
       {R"({"sut": "recv", "flags": "dontwait", "expect": {"error": "EAGAIN"}})",
        R"({"sut": "recv", "flags": "dontwait", "expect": {"any": [0, {"fails": true}]}})",
        R"({"sut": "recv", "flags": "dontwait", "expect": 5})",
        R"({"sut": "recv", "flags": "dontwait", "record": "what is there"})",
        R"({"sut": "poll", "events": "IN", "expect": {"events": {"lacks": "IN"}}})",
        R"({"sut": "poll", "events": "RDHUP", "expect": {"events": {"lacks": "RDHUP"}}})",
        R"({"sut": "poll", "events": "IN OUT", "expect": {"events": {"has": "OUT"}}})"}) {
    const Case original = CaseOf(kEndShown + std::string(step));
    EXPECT_EQ(Fitted(original, kMptcp).steps, original.steps) << step;
  }
}

TEST_F(FitToSocketTest, ConnectionThatAnMptcpListenerAcceptsFromTcpIsAskedAtOnce) {
  const std::string asks = R"({"sut": "recv", "flags": "dontwait", "expect": 0})";
  const Case original = CaseOf(kEndShown + asks, "ipv4", "", "peer");
  EXPECT_EQ(Fitted(original, kMptcp).steps, original.steps);
}

TEST(SocketKinds, AreNamed) {
  for (const std::string_view each : kSocketKinds) {
    ASSERT_TRUE(ParseSocketKind(each));
    EXPECT_EQ(ToText(*ParseSocketKind(each)), each);
  }
  EXPECT_FALSE(ParseSocketKind("udp"));
}

}  // namespace
}  // namespace closespec
