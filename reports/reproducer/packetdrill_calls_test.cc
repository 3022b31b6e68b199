#include "reports/reproducer/packetdrill_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/reproducer/reproduced_case.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Case ConnectingCase() {
  Case connecting;
  connecting.steps.push_back({.action = SocketCall{.action = "connect"}});
  return connecting;
}

CallBegan Began(std::string action,
                std::vector<std::pair<std::string, std::string>> arguments = {}) {
  return {.action = std::move(action), .on = "c", .arguments = std::move(arguments)};
}

// A connection c, which is the descriptor 3.
PacketdrillCalls Calls() {
  PacketdrillCalls calls(ConnectingCase());
  (void)calls.Lines({.action = "socket", .as = "c"}, {.returns = 0});
  return calls;
}

TEST(PacketdrillCallsTest, ACallStandsWithWhatItCameTo) {
  PacketdrillCalls calls = Calls();
  EXPECT_THAT(calls.Lines(Began("recv", {{"flags", "peek,dontwait"}}), {.error = "EAGAIN"}),
              ElementsAre("recv(3, ..., 4096, MSG_PEEK|MSG_DONTWAIT) = -1 EAGAIN (EAGAIN)"));
  EXPECT_THAT(calls.Lines(Began("shutdown", {{"how", "write"}}), {.returns = 0}),
              ElementsAre("shutdown(3, SHUT_WR) = 0"));
  EXPECT_THAT(
      calls.Lines(Began("setsockopt", {{"option", "SO_LINGER"}, {"onoff", "1"}, {"seconds", "0"}}),
                  {.returns = 0}),
      ElementsAre("setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0"));
  EXPECT_THAT(calls.Lines(Began("poll", {{"events", "IN,RDHUP"}}), {.facts = {{"events", "IN"}}}),
              ElementsAre("poll([{fd=3, events=POLLIN|POLLRDHUP, revents=POLLIN}], 1, 0) = 1"));
}

TEST(PacketdrillCallsTest, ALoopOfCallsIsItsOctetsAndItsEnd) {
  EXPECT_THAT(Calls().Lines(Began("recv_all"), {.facts = {{"bytes", "7"}, {"end", "eof"}}}),
              ElementsAre("recv(3, ..., 7, MSG_WAITALL) = 7", "recv(3, ..., 4096, 0) = 0"));
}

TEST(PacketdrillCallsTest, WhatOnlyLooksIsLeftOutAndWhatActsOtherwiseRefused) {
  EXPECT_THAT(Calls().Lines(Began("wait_readable"), {}), IsEmpty());
  EXPECT_THROW(Calls().Lines(Began("dup"), {}), Inexpressible);
  EXPECT_THROW(Calls().Lines(Began("send", {{"bytes", "1"}, {"via", "writev"}}), {}),
               Inexpressible);
  EXPECT_THROW(Calls().Lines(Began("recv"), {.blocked = true}), Inexpressible);
  EXPECT_THROW(Calls().Lines({.action = "exit"}, {}), Inexpressible);
}

TEST(PacketdrillCallsTest, WhereNobodyListensThereIsNoSocketInTheWay) {
  PacketdrillCalls calls{Case{}};
  EXPECT_THAT(calls.Lines({.action = "socket", .as = "l"}, {.returns = 0}), IsEmpty());
}

TEST(PacketdrillCallsTest, TheFirstAlternativeIsDemanded) {
  const Expectation expectation{
      {Alternative{{{"error", IsText{"ECONNRESET"}}}}, Alternative{{{"returns", IsText{"0"}}}}}};
  EXPECT_EQ(DemandedOutcome(expectation, {.returns = 0}).error, "ECONNRESET");
  EXPECT_THROW(DemandedOutcome({{Alternative{{{"error", IsAnyError{}}}}}}, {}), Inexpressible);
}

}  // namespace
}  // namespace closespec
