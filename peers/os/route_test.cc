#include "peers/os/route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

class RouteTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
    ASSERT_TRUE(NetlinkBatch().AddVethPair("near", "far").Send());
    const unsigned near = *DeviceIndex("near");
    ASSERT_TRUE(NetlinkBatch()
                    .SetLinkUp(near, 1500)
                    .SetLinkUp(*DeviceIndex("far"), 1500)
                    .AddAddress(near, "192.0.2.2", 24)
                    .AddAddress(near, "fd00::2", 64)
                    .Send());
  }

  static Route To(const std::string& address) {
    const auto route = RouteTo(address);
    return route ? *route : Route{.device = route.trouble().what};
  }
};

TEST_F(RouteTest, TellsWhatIsOnTheSameNetworkAndWhatIsOwn) {
  EXPECT_EQ(To("192.0.2.10"), (Route{"near", "", false}));
  EXPECT_EQ(To("fd00::10"), (Route{"near", "", false}));
  EXPECT_TRUE(To("192.0.2.2").own);
  // The kernel makes this route only when it has noticed that the link is up.
  while (!To("fd00::2").own) std::this_thread::yield();
}

TEST_F(RouteTest, TellsTroubles) {
  EXPECT_THAT(RouteTo("203.0.113.1").trouble().what, HasSubstr("ENETUNREACH"));
  EXPECT_THAT(RouteTo("host").trouble().what, HasSubstr("no IP address: host"));
}

}  // namespace
}  // namespace closespec
