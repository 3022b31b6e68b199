// Alters a setting of the network namespace, so it is shown in one of its own.

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
    std::string number, local, remote, state;
    words >> number >> local >> remote >> state;
    count += state == "06" ? 1 : 0;
  }
  return count;
}

// 1 closes first, and has read the end before it is looked at.
const char* const kScript =
    "1 shutdown on=c how=write; 2 recv_all on=c; 2 close on=c; 1 recv_all on=c; 1 close on=c";

TEST(TimeWaitSkipped, LeavesNoneBehind) {
  const Status entered = EnterNamespaceForTest();
  if (!entered) GTEST_SKIP() << entered.trouble().what;
  ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 65536).Send().ok());
  FaultyPeers("").Run(kScript);
  EXPECT_EQ(InTimeWait(), 1);
  FaultyPeers("time_wait_skipped").Run(kScript);
  EXPECT_EQ(InTimeWait(), 1) << "that of the run before";
}

}  // namespace
}  // namespace closespec::faults
