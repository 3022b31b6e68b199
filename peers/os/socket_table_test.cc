#include "peers/os/socket_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <chrono>

#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"
#include "peers/os/sockets_for_test.h"

namespace closespec {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

// A connection from `active` to `passive` over loopback.
class SocketTableTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
    ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 1500).Send());
    auto table = SocketTable::Open();
    ASSERT_TRUE(table);
    table_.emplace(*std::move(table));
    listener_ = ListenOn({GetParam(), 0});
    ASSERT_TRUE(listener_);
  }

  void Connect() {
    active_ = ConnectTo(LocalOf(listener_));
    passive_ = AcceptFrom(listener_);
    ASSERT_TRUE(active_ && passive_);
    active_end_ = LocalOf(active_);
    passive_end_ = LocalOf(passive_);
  }

  std::string ActiveState() { return StateOf(active_end_, passive_end_); }
  std::string PassiveState() { return StateOf(passive_end_, active_end_); }

  std::string StateOf(const Endpoint& local, const Endpoint& remote) {
    const auto state = table_->StateOf(local, remote);
    if (!state) return state.trouble().what;
    return state->value_or("CLOSED");
  }

  // The last acknowledgment may take the kernel a moment.
  std::string ActiveStateOnce(const std::string& wanted) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (ActiveState() != wanted && std::chrono::steady_clock::now() < until) ::sched_yield();
    return ActiveState();
  }

  std::vector<SocketEntry> Dump() {
    auto entries = table_->Dump();
    EXPECT_TRUE(entries);
    return entries ? *entries : std::vector<SocketEntry>();
  }

  std::optional<SocketTable> table_;
  FileDescriptor listener_;
  FileDescriptor active_;
  FileDescriptor passive_;
  Endpoint active_end_;
  Endpoint passive_end_;
};

TEST_P(SocketTableTest, StatesOfAnOrderlyRelease) {
  Connect();
  EXPECT_EQ(ActiveState(), "ESTABLISHED");
  EXPECT_EQ(PassiveState(), "ESTABLISHED");

  ::shutdown(active_.Raw(), SHUT_WR);
  ASSERT_TRUE(ReadsEnd(passive_));
  EXPECT_EQ(PassiveState(), "CLOSE_WAIT");
  EXPECT_EQ(ActiveStateOnce("FIN_WAIT_2"), "FIN_WAIT_2");

  passive_ = FileDescriptor();
  ASSERT_TRUE(ReadsEnd(active_));
  active_ = FileDescriptor();
  EXPECT_EQ(ActiveStateOnce("TIME_WAIT"), "TIME_WAIT");
  EXPECT_EQ(PassiveState(), "CLOSED");
  EXPECT_THAT(Dump(), Contains(SocketEntry{
                          .local = active_end_, .remote = passive_end_, .state = "TIME_WAIT"}));
}

TEST_P(SocketTableTest, ConnectionWithoutDescriptorIsInFinWait2) {
  Connect();
  active_ = FileDescriptor();
  ASSERT_TRUE(ReadsEnd(passive_));
  EXPECT_EQ(ActiveStateOnce("FIN_WAIT_2"), "FIN_WAIT_2");
}

TEST_P(SocketTableTest, RequestIsInSynReceived) {
  const int seconds = 60;
  ASSERT_EQ(::setsockopt(listener_.Raw(), IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof(seconds)),
            0);
  active_ = ConnectTo(LocalOf(listener_));
  ASSERT_TRUE(active_);
  const Endpoint passive_end = LocalOf(listener_);
  EXPECT_EQ(StateOf(passive_end, LocalOf(active_)), "SYN_RECEIVED");
  EXPECT_THAT(Dump(),
              Contains(SocketEntry{
                  .local = passive_end, .remote = LocalOf(active_), .state = "SYN_RECEIVED"}));
}

TEST_P(SocketTableTest, ListenerIsNotTheConnectionAskedFor) {
  const Endpoint passive_end = LocalOf(listener_);
  EXPECT_EQ(StateOf(passive_end, {GetParam(), 9}), "CLOSED");
  EXPECT_EQ(StateOf({GetParam(), 9}, {GetParam(), 10}), "CLOSED");
}

TEST_P(SocketTableTest, DumpHasEverySocketWithItsQueues) {
  Connect();
  ASSERT_EQ(::send(active_.Raw(), "12345", 5, 0), 5);
  char first = 0;
  ASSERT_EQ(::recv(passive_.Raw(), &first, 1, MSG_PEEK), 1);
  const auto entries = Dump();
  EXPECT_EQ(entries.size(), 3U);
  EXPECT_THAT(entries, Contains(testing::Field(&SocketEntry::state, "LISTEN")));
  EXPECT_THAT(entries, Contains(SocketEntry{.local = passive_end_,
                                            .remote = active_end_,
                                            .state = "ESTABLISHED",
                                            .receive_queue = 5}));
}

TEST_P(SocketTableTest, BelongsToTheNamespaceWhereItWasOpened) {
  Connect();
  ASSERT_TRUE(EnterNamespaceForTest());
  EXPECT_EQ(Dump().size(), 3U);
  auto elsewhere = SocketTable::Open();
  ASSERT_TRUE(elsewhere);
  const auto entries = elsewhere->Dump();
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries, IsEmpty());
}

TEST_P(SocketTableTest, EndsMustBeAddressesOfOneFamily) {
  EXPECT_FALSE(table_->StateOf({"127.0.0.1", 1}, {"::1", 2}));
  EXPECT_FALSE(table_->StateOf({"somewhere", 1}, {"127.0.0.1", 2}));
}

TEST_P(SocketTableTest, ManySocketsTakeSeveralAnswers) {
  std::vector<FileDescriptor> sockets;
  sockets.reserve(400);
  for (int i = 0; i < 400; ++i) sockets.push_back(ListenOn({GetParam(), 0}));
  EXPECT_EQ(Dump().size(), 401U);
}

INSTANTIATE_TEST_SUITE_P(Families, SocketTableTest, testing::Values("127.0.0.1", "::1"),
                         [](const auto& family) { return family.index == 0 ? "ipv4" : "ipv6"; });

TEST(SocketTableMappedTest, Ipv4OverAnIpv6SocketIsGivenAsIpv4) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  ASSERT_TRUE(NetlinkBatch().SetLinkUp(kLoopbackIndex, 1500).Send());
  const FileDescriptor listener = ListenOn({"::", 0});
  const FileDescriptor active = ConnectTo({"127.0.0.1", LocalOf(listener).port});
  ASSERT_TRUE(active);
  const FileDescriptor passive = AcceptFrom(listener);
  const Endpoint passive_end{"127.0.0.1", LocalOf(listener).port};
  auto table = SocketTable::Open();
  ASSERT_TRUE(table);
  const auto entries = table->Dump();
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries,
              Contains(SocketEntry{
                  .local = passive_end, .remote = LocalOf(active), .state = "ESTABLISHED"}));
  const auto state = table->StateOf(passive_end, LocalOf(active));
  ASSERT_TRUE(state);
  EXPECT_EQ(*state, "ESTABLISHED");
}

}  // namespace
}  // namespace closespec
