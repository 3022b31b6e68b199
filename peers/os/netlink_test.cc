#include "peers/os/netlink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <net/if.h>
#include <sys/ioctl.h>

#include <cstring>

#include "peers/os/ethtool.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/sockets_for_test.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

class NetlinkTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }
};

int LoopbackRequest(unsigned long request, ifreq& answer) {
  const FileDescriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  std::strcpy(answer.ifr_name, "lo");
  return ::ioctl(any.Raw(), request, &answer);
}

TEST_F(NetlinkTest, LinkIsUpWithItsMtu) {
  ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 1500).Send());
  ifreq answer{};
  ASSERT_EQ(LoopbackRequest(SIOCGIFFLAGS, answer), 0);
  EXPECT_NE(answer.ifr_flags & IFF_UP, 0);
  ASSERT_EQ(LoopbackRequest(SIOCGIFMTU, answer), 0);
  EXPECT_EQ(answer.ifr_mtu, 1500);
}

TEST_F(NetlinkTest, AddressesCanBeBoundAtOnce) {
  ASSERT_TRUE(NetlinkBatch()
                  .SetLinkUp(kLoopbackIndex, 1500)
                  .AddAddress(kLoopbackIndex, "192.0.2.1", 32)
                  .AddAddress(kLoopbackIndex, "fd00::1", 128)
                  .Send());
  EXPECT_TRUE(ListenOn({"192.0.2.1", 0}));
  EXPECT_TRUE(ListenOn({"fd00::1", 0}));
  EXPECT_FALSE(ListenOn({"192.0.2.2", 0}));
  EXPECT_FALSE(ListenOn({"fd00::2", 0}));
}

TEST_F(NetlinkTest, PreferredSourceOfALocalRoute) {
  ASSERT_TRUE(
      NetlinkBatch()
          .SetLinkUp(kLoopbackIndex, 1500)
          .AddAddress(kLoopbackIndex, "192.0.2.1", 32)
          .AddAddress(kLoopbackIndex, "192.0.2.2", 32)
          .ReplaceLocalRoute(
              {.destination = "192.0.2.2", .preferred_source = "192.0.2.1", .quick_ack = true})
          .Send());
  const FileDescriptor listener = ListenOn({"192.0.2.2", 0});
  const FileDescriptor socket = ConnectTo(LocalOf(listener));
  EXPECT_EQ(LocalOf(socket).address, "192.0.2.1");
}

TEST_F(NetlinkTest, FirstRefusedChangeIsNamed) {
  const Status sent = NetlinkBatch()
                          .SetLinkUp(kLoopbackIndex, 1500)
                          .AddAddress(99, "192.0.2.1", 32)
                          .AddAddress(98, "192.0.2.2", 32)
                          .AddAddress(kLoopbackIndex, "192.0.2.3", 32)
                          .Send();
  ASSERT_FALSE(sent);
  EXPECT_THAT(sent.trouble().what, HasSubstr("add address 192.0.2.1: ENODEV"));
}

TEST_F(NetlinkTest, MalformedAddressIsRefused) {
  const Status sent = NetlinkBatch().AddAddress(kLoopbackIndex, "192.0.2", 32).Send();
  ASSERT_FALSE(sent);
  EXPECT_THAT(sent.trouble().what, HasSubstr("add address 192.0.2: "));
}

TEST_F(NetlinkTest, RuleIsAddedAndDeleted) {
  EXPECT_TRUE(NetlinkBatch().AddRule("fd00::1", 7, 100).DeleteRule("fd00::1", 7, 100).Send());
  const Status again = NetlinkBatch().DeleteRule("fd00::1", 7, 100).Send();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.trouble().what, "delete rule: ENOENT");
}

TEST_F(NetlinkTest, NothingToDoIsDone) { EXPECT_TRUE(NetlinkBatch().Send()); }

TEST_F(NetlinkTest, OffloadOfADeviceThatIsNotThere) {
  EXPECT_TRUE(DisableSegmentationOffload("lo"));
  const Status missing = DisableSegmentationOffload("eth99");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.trouble().what, "ethtool of eth99: ENODEV");
  EXPECT_FALSE(DisableSegmentationOffload("a_name_no_device_can_have"));
}

}  // namespace
}  // namespace closespec
