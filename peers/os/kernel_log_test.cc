#include "peers/os/kernel_log.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

TEST(KernelLogTest, WhatIsWorseThanAWarningAlwaysCounts) {
  for (const char* const text :
       {"BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "BUG: KASAN: use-after-free in tcp_close+0x10/0x20", "Oops: 0000 [#1] PREEMPT SMP",
        "general protection fault, probably for non-canonical address 0xdead000000000100",
        "Kernel panic - not syncing: Fatal exception in interrupt"}) {
    EXPECT_TRUE(IsComplaint(text, Warnings::kOfNetwork)) << text;
    EXPECT_TRUE(IsComplaint(text, Warnings::kAll)) << text;
  }
}

TEST(KernelLogTest, AWarningCountsByWhereItIsFrom) {
  const char* const network = "WARNING: CPU: 0 PID: 81 at net/ipv4/tcp.c:2800 tcp_close+0x1/0x2";
  const char* const other = "WARNING: CPU: 0 PID: 81 at lib/refcount.c:28 refcount_warn+0x1/0x2";
  EXPECT_TRUE(IsComplaint(network, Warnings::kOfNetwork));
  EXPECT_TRUE(IsComplaint(network, Warnings::kAll));
  EXPECT_FALSE(IsComplaint(other, Warnings::kOfNetwork));
  EXPECT_TRUE(IsComplaint(other, Warnings::kAll));
}

TEST(KernelLogTest, AProcessorThatGotNoTimeIsNobodysMistake) {
  for (const char* const text :
       {"watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [qemu-system-x86:81]",
        "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 31s!"}) {
    EXPECT_FALSE(IsComplaint(text, Warnings::kAll)) << text;
  }
  EXPECT_TRUE(IsComplaint("Kernel panic - not syncing: softlockup: hung tasks", Warnings::kAll));
}

TEST(KernelLogTest, AProcessThatWentWrongMayBeAnybodys) {
  EXPECT_FALSE(IsComplaint(
      "traps: peer[81] general protection fault ip:55ec59f1c40a error:0 in ns3", Warnings::kAll));
}

TEST(KernelLogTest, AllElseIsNone) {
  for (const char* const text : {"", "IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready",
                                 "TCP: request_sock_TCP: "
                                 "Possible SYN flooding on port 8080. Sending cookies.",
                                 "------------[ cut here ]------"}) {
    EXPECT_FALSE(IsComplaint(text, Warnings::kAll)) << text;
  }
}

}  // namespace
}  // namespace closespec
