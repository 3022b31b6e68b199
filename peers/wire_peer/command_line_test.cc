#include "peers/wire_peer/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec::wire_peer {
namespace {

using ::testing::ElementsAre;

Result<CommandLine> Parsed(const std::vector<const char*>& arguments) {
  return ParseCommandLine(arguments);
}

TEST(CommandLine, LinkAddressesAndDevice) {
  const auto tun = Parsed({"--link=tun", "--address=192.0.2.2", "--address=FD00:0::2"});
  ASSERT_TRUE(tun);
  EXPECT_EQ(tun->link, LinkKind::kTun);
  EXPECT_THAT(tun->addresses, ElementsAre("192.0.2.2", "fd00::2"));
  EXPECT_EQ(tun->device, "");
  const auto tap = Parsed({"--link=ethernet", "--address=192.0.2.2", "--device=tap0"});
  ASSERT_TRUE(tap);
  EXPECT_EQ(tap->link, LinkKind::kEthernet);
  EXPECT_EQ(tap->device, "tap0");
  EXPECT_EQ(tap->ports, std::nullopt);
  const auto few = Parsed({"--link=tun", "--address=192.0.2.2", "--ports=1024-1031"});
  ASSERT_TRUE(few && few->ports);
  EXPECT_EQ(few->ports->first, 1024);
  EXPECT_EQ(few->ports->last, 1031);
}

TEST(CommandLine, SaysWhatIsWrong) {
  const auto why = [](const std::vector<const char*>& arguments) {
    const auto line = Parsed(arguments);
    return line ? "nothing" : line.trouble().what;
  };
  EXPECT_EQ(why({}), "--link=tun or --link=ethernet is missing");
  EXPECT_EQ(why({"--link=tun"}), "--address=ADDRESS is missing");
  EXPECT_EQ(why({"--link=slip"}), "no argument --link=slip");
  EXPECT_EQ(why({"--link"}), "an argument without =: --link");
  EXPECT_EQ(why({"--address=192.0.2"}), "no address: 192.0.2");
  EXPECT_EQ(why({"--ports=7"}), "no ports FIRST-LAST: 7");
  EXPECT_EQ(why({"--ports=0-7"}), "no ports FIRST-LAST: 0-7");
  EXPECT_EQ(why({"--ports=9-7"}), "no ports FIRST-LAST: 9-7");
  EXPECT_EQ(why({"--device="}), "no argument --device=");
  EXPECT_EQ(why({"--link=tun", "--address=192.0.2.2", "--device=tun0"}),
            "--device is for --link=ethernet");
}

}  // namespace
}  // namespace closespec::wire_peer
