#include "harness/schedule/resetting.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/conductor/process_launcher.h"

namespace closespec {
namespace {

using testing::HasSubstr;

Journal JournalOf(std::vector<Event> events) {
  Journal journal;
  for (Event& each : events) journal.entries.push_back({{}, std::move(each)});
  return journal;
}

const Event kHello = PeerReady{Actor::kSut, "s", {}, {}};
const Event kGone = PeerGone{Actor::kSut, "silent", false};

TEST(ResettingTest, IsDueWhereTheSutIsGoneOrSilent) {
  const auto due = [](std::vector<Event> events) {
    return Resetting({{"relay"}, {}}).IsDueAfter(JournalOf(std::move(events)));
  };
  EXPECT_FALSE(due({kHello}));
  EXPECT_TRUE(due({kHello, kGone}));
  EXPECT_TRUE(due({kGone}));
  EXPECT_TRUE(due({kHello, PeerPinged{Actor::kSut, false, {}}}));
  EXPECT_FALSE(due({kHello, PeerPinged{Actor::kSut, true, {}}}));
  EXPECT_FALSE(due({kHello, PeerGone{Actor::kSut, "exited with status 0", true}}));
  EXPECT_FALSE(due({kHello, PeerGone{Actor::kPeer, "silent", false}}));
  EXPECT_FALSE(due({kHello, PeerPinged{Actor::kPeer, false, {}}}));
}

TEST(ResettingTest, IsDueOnceUntilTheSutHasAnsweredAgain) {
  Resetting resetting({{"relay"}, {}});
  EXPECT_TRUE(resetting.IsDueAfter(JournalOf({kHello, kGone})));
  EXPECT_FALSE(resetting.IsDueAfter(JournalOf({kGone})));
  EXPECT_TRUE(resetting.IsDueAfter(JournalOf({kHello, kGone})));
  EXPECT_FALSE(Resetting({}).IsDueAfter(JournalOf({kHello, kGone})));
}

std::string Ran(std::vector<std::string> command,
                std::chrono::milliseconds patience = std::chrono::minutes(1)) {
  boost::asio::io_context io(1);
  ProcessLauncher launcher(io.get_executor());
  Resetting resetting({std::move(command), {}}, patience);
  std::string told;
  boost::asio::co_spawn(io, resetting.Run(launcher, io.get_executor()),
                        [&](const std::exception_ptr&, std::string how) { told = std::move(how); });
  io.run();
  return told;
}

TEST(ResettingTest, SaysHowTheCommandEnded) {
  EXPECT_EQ(Ran({"/bin/sh", "-c", "echo cycled"}), "exited with status 0");
  EXPECT_EQ(Ran({"/bin/sh", "-c", "exit 3"}), "exited with status 3");
  EXPECT_THAT(Ran({"/no/such/relay"}), HasSubstr("cannot run: /no/such/relay: ENOENT"));
  EXPECT_EQ(Ran({"/bin/sleep", "600"}, std::chrono::milliseconds(1)), "did not end in time");
}

}  // namespace
}  // namespace closespec
