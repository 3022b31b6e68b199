#include "harness/cli/interface_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peers/os/namespace_for_test.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

class InterfaceSourceTest : public testing::Test {
 protected:
  InterfaceSourceTest() {
    wire_.wire_peer.emplace();
    ipv6_.family = Family::kIpv6;
    set_.settings = {{"fin_wait_2_timeout", "2000"}};
    sut_.link = LinkKind::kInterface;
    sut_.interface = {.device = "lo", .sut = {"192.0.2.1", ""}, .own = {"192.0.2.2", ""}};
  }

  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }

  Case plain_;
  Case wire_;
  Case ipv6_;
  Case set_;
  Target sut_;
  Target peer_;
};

TEST_F(InterfaceSourceTest, EachCaseGetsWhatTheTargetNamesOrTheReasonWhyNot) {
  const SandboxSource source = InterfaceSourceOf(sut_, peer_);
  EXPECT_EQ(source.Lacks(plain_), std::nullopt);
  EXPECT_EQ(source.PlanOf(plain_).link, LinkKind::kInterface);
  EXPECT_EQ(source.PlanOf(wire_).ends.peer, LinkEnd::kDescriptor);
  EXPECT_THAT(source.Lacks(wire_), Optional(HasSubstr("no ipv4 address for a wire peer")));
  EXPECT_THAT(source.Lacks(ipv6_), Optional(std::string("the target names no ipv6 address")));
  EXPECT_THAT(source.Lacks(set_), Optional(HasSubstr("nobody here can set fin_wait_2_timeout")));
  sut_.interface.wire = {"192.0.2.77", ""};
  EXPECT_EQ(InterfaceSourceOf(sut_, peer_).Lacks(wire_), std::nullopt);
}

TEST_F(InterfaceSourceTest, SaysWhatStandsInTheWayOfAll) {
  EXPECT_EQ(InterfaceSourceOf(sut_, peer_).obstacle, std::nullopt);
  sut_.interface.device = "eth99";
  EXPECT_THAT(InterfaceSourceOf(sut_, peer_).obstacle, Optional(HasSubstr("eth99: ")));
  sut_.interface.device = "lo";
  peer_.link = LinkKind::kTap;
  EXPECT_THAT(InterfaceSourceOf(sut_, peer_).obstacle,
              Optional(HasSubstr("is this machine's kernel or a wire peer")));
}

TEST_F(InterfaceSourceTest, NoTwoWirePeersHaveAPortInCommon) {
  sut_.interface.wire = {"192.0.2.77", ""};
  const SandboxSource source = InterfaceSourceOf(sut_, peer_);
  const auto first = source.make(source.PlanOf(wire_));
  const auto second = source.make(source.PlanOf(wire_));
  ASSERT_TRUE(first && first->peer_ports && second && second->peer_ports);
  EXPECT_LT(first->peer_ports->first, first->peer_ports->second);
  EXPECT_EQ(second->peer_ports->first, first->peer_ports->second + 1);
  EXPECT_FALSE(source.make(source.PlanOf(plain_))->peer_ports);
}

}  // namespace
}  // namespace closespec
