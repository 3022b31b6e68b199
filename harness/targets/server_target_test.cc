#include "harness/targets/server_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

std::string TroubleWith(const std::string& text) {
  try {
    LoadTarget(text, "/nowhere");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "";
}

TEST(ServerTargetTest, SaysWhereTheServerIsAndWhatItDoes) {
  const Target target = LoadTarget("wire:192.0.2.10:7/echo", "/nowhere");
  EXPECT_EQ(target.name, "wire:192.0.2.10:7/echo");
  EXPECT_EQ(target.link, LinkKind::kInterface);
  EXPECT_EQ(target.interface.sut, (Addresses{"192.0.2.10", ""}));
  EXPECT_EQ(target.interface.server_port, 7);
  EXPECT_EQ(target.server, ServerRole::kEcho);
  EXPECT_TRUE(target.launch.empty());
  EXPECT_TRUE(target.follows.empty());
  EXPECT_EQ(LoadTarget("wire:192.0.2.10:9/discard", "").server, ServerRole::kDiscard);
}

TEST(ServerTargetTest, Ipv6AddressIsInBracketsAndBecomesAsSegmentsShowIt) {
  const Target target = LoadTarget("wire:[FD00:0::10]:8080/close", "");
  EXPECT_EQ(target.interface.sut, (Addresses{"", "fd00::10"}));
  EXPECT_EQ(target.interface.server_port, 8080);
  EXPECT_EQ(target.server, ServerRole::kClose);
}

TEST(ServerTargetTest, NamesWhatWasFoundAndWhatIsAllowed) {
  EXPECT_EQ(TroubleWith("wire:192.0.2.10:7/ecko"),
            "wire:192.0.2.10:7/ecko: unknown role \"ecko\" (did you mean \"echo\"?)");
  EXPECT_THAT(TroubleWith("wire:192.0.2.10:7/http"),
              HasSubstr("(allowed: \"echo\", \"discard\", \"close\")"));
  EXPECT_THAT(TroubleWith("wire:192.0.2.10:7"), HasSubstr("expected wire:ADDRESS:PORT/ROLE"));
  EXPECT_THAT(TroubleWith("wire:192.0.2.10:7"), HasSubstr("found no role"));
  EXPECT_THAT(TroubleWith("wire:192.0.2.10/echo"), HasSubstr("no port in \"192.0.2.10\""));
  EXPECT_THAT(TroubleWith("wire:192.0.2.10:0/echo"), HasSubstr("no port"));
  EXPECT_THAT(TroubleWith("wire:192.0.2.10:65536/echo"), HasSubstr("no port"));
  EXPECT_THAT(TroubleWith("wire:host:7/echo"), HasSubstr("expected an IP address, found \"host\""));
}

}  // namespace
}  // namespace closespec
