#include "harness/cli/sandbox_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peers/os/namespace_for_test.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::Pair;

class SandboxSourceTest : public testing::Test {
 protected:
  SandboxSourceTest() {
    wire_.wire_peer.emplace();
    set_.settings = {{"fin_wait_2_timeout", "2000"}};
    unknown_.settings = {{"time_wait_length", "2000"}};
    refused_.settings = {{"syn_retries", "0"}};
  }

  SandboxSource Source(bool network_namespaces) {
    Jail jail;
    jail.network_namespaces = network_namespaces;
    const Target linux = LoadTarget("linux", CLOSESPEC_TARGETS_FOLDER);
    return SandboxSourceOf(jail, linux, linux, {&plain_, &wire_, &set_, &unknown_, &refused_});
  }

  Case plain_;
  Case wire_;
  Case set_;
  Case unknown_;
  Case refused_;
};

TEST_F(SandboxSourceTest, WithoutNamespacesOnlyWhatAsksForNothingIsServed) {
  const SandboxSource source = Source(false);
  EXPECT_EQ(source.Lacks(plain_), std::nullopt);
  EXPECT_THAT(source.Lacks(wire_), Optional(HasSubstr("no network namespace")));
  EXPECT_THAT(source.Lacks(set_), Optional(HasSubstr("to set fin_wait_2_timeout in")));
}

TEST_F(SandboxSourceTest, EachCaseGetsWhatItAsksForOrTheReasonWhyNot) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  const SandboxSource source = Source(true);
  EXPECT_EQ(source.Lacks(plain_), std::nullopt);
  EXPECT_EQ(source.PlanOf(plain_), SandboxPlan{});
  EXPECT_EQ(source.Lacks(wire_), std::nullopt);
  EXPECT_NE(source.PlanOf(wire_).link, LinkKind::kLoopback);
  EXPECT_EQ(source.Lacks(set_), std::nullopt);
  EXPECT_THAT(source.PlanOf(set_).sysctls, ElementsAre(Pair("net.ipv4.tcp_fin_timeout", "2")));
  EXPECT_THAT(source.Lacks(unknown_),
              Optional(std::string("the target cannot set time_wait_length")));
  EXPECT_THAT(source.Lacks(refused_), Optional(HasSubstr("cannot set syn_retries to 0: ")));
}

// A stack that is on a link of its own kind meets whoever is on the machine's kernel there.
TEST_F(SandboxSourceTest, LinkIsThatOfTheStackThatIsNotOnThisKernel) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  Jail jail;
  jail.network_namespaces = true;
  const Target linux = LoadTarget("linux", CLOSESPEC_TARGETS_FOLDER);
  Target elsewhere = linux;
  elsewhere.link = LinkKind::kVeth;
  const auto ends_of = [&](const Target& sut, const Target& peer, const Case& run) {
    return SandboxSourceOf(jail, sut, peer, {&plain_, &wire_}).PlanOf(run).ends;
  };
  constexpr auto kKernel = LinkEnd::kKernel;
  constexpr auto kDescriptor = LinkEnd::kDescriptor;
  constexpr auto kNamespace = LinkEnd::kNamespace;
  EXPECT_EQ(ends_of(elsewhere, linux, plain_), (LinkEnds{kNamespace, kKernel}));
  EXPECT_EQ(ends_of(linux, elsewhere, plain_), (LinkEnds{kKernel, kNamespace}));
  EXPECT_EQ(ends_of(elsewhere, linux, wire_), (LinkEnds{kNamespace, kDescriptor}));
  EXPECT_EQ(ends_of(linux, linux, wire_), (LinkEnds{kKernel, kDescriptor}));

  Target on_tun = linux;
  on_tun.link = LinkKind::kTun;
  EXPECT_THAT(SandboxSourceOf(jail, on_tun, elsewhere, {&plain_}).Lacks(plain_),
              Optional(HasSubstr("a tun link does not reach the peer's veth")));
}

}  // namespace
}  // namespace closespec
