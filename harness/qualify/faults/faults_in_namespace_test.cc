// Faults that alter or need more than their own sockets, each shown in a network namespace of its
// own.

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <string>

#include "harness/qualify/faults/fault_script.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"

namespace closespec::faults {
namespace {

// Connections of this namespace in TIME_WAIT, as /proc tells them.
int InTimeWait() {
  std::ifstream table("/proc/thread-self/net/tcp");
  std::string line;
  std::getline(table, line);
  int count = 0;
  while (std::getline(table, line)) {
    std::istringstream words(line);
    std::string number;
    std::string local;
    std::string remote;
    std::string state;
    words >> number >> local >> remote >> state;
    count += state == "06" ? 1 : 0;
  }
  return count;
}

class FaultInNamespace : public ::testing::Test {
 protected:
  void SetUp() override {
    const Status entered = EnterNamespaceForTest();
    if (!entered) GTEST_SKIP() << entered.trouble().what;
    ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 65536).Send().ok());
  }
};

TEST_F(FaultInNamespace, TimeWaitIsSkipped) {
  const char* const script =
      "1 shutdown on=c how=write; 2 recv_all on=c; 2 close on=c; 1 recv_all on=c; 1 close on=c";
  FaultyPeers("").Run(script);
  EXPECT_EQ(InTimeWait(), 1);
  FaultyPeers("time_wait_skipped").Run(script);
  EXPECT_EQ(InTimeWait(), 1) << "that of the run before";
}

TEST_F(FaultInNamespace, AbortResetsWhenAllIsOver) {
  // 2 closes first and is in TIME_WAIT; Linux leaves that when a RST comes.
  const char* const script =
      "2 shutdown on=c how=write; 1 recv_all on=c; 1 shutdown on=c how=write; 2 recv_all on=c;"
      "1 setsockopt on=c option=SO_LINGER onoff=1 seconds=0; 1 close on=c";
  FaultyPeers("").Run(script);
  EXPECT_EQ(InTimeWait(), 1);
  FaultyPeers("linger_zero_resets_when_all_is_over").Run(script);
  EXPECT_EQ(InTimeWait(), 1) << "that of the run before";
}

}  // namespace
}  // namespace closespec::faults
