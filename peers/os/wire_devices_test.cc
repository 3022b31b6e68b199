#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <string>

#include "peers/os/ethtool.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"
#include "peers/os/packet_socket.h"
#include "peers/os/raw_end.h"
#include "peers/os/tun.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;

class WireDevicesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }
};

std::string ReadFrom(const FileDescriptor& end) {
  pollfd readable{.fd = end.Raw(), .events = POLLIN};
  std::array<char, 2048> frame{};
  if (::poll(&readable, 1, 30000) != 1) return "nothing";
  const ssize_t length = ::read(end.Raw(), frame.data(), frame.size());
  return {frame.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

TEST_F(WireDevicesTest, WhatOneRawEndWritesTheOtherReads) {
  ASSERT_TRUE(NetlinkBatch().AddVethPair("a0", "b0").Send());
  const auto a = DeviceIndex("a0");
  const auto b = DeviceIndex("b0");
  ASSERT_TRUE(a && b);
  ASSERT_TRUE(NetlinkBatch().SetLinkUp(*b, 1500).SetLinkUp(*a, 1500).Send());
  const auto end_a = OpenRawEnd("a0", Written::kPastQueue);
  const auto end_b = OpenRawEnd("b0", Written::kPastQueue);
  ASSERT_TRUE(end_a && end_b);
  // To an address that neither has, of a protocol that nobody speaks. At once after the devices are
  // up, and not read back by who wrote it.
  const std::string frame("\x02\0\0\0\0\1\x02\0\0\0\0\2\x88\xb5 something", 24);
  ASSERT_EQ(::write(end_a->Raw(), frame.data(), frame.size()), 24);
  std::string read;
  // The kernel may have sent something of its own before.
  while (read != frame && read != "nothing") read = ReadFrom(*end_b);
  EXPECT_EQ(read, frame);
  std::array<char, 2048> none{};
  while (::read(end_a->Raw(), none.data(), none.size()) > 0) {
    EXPECT_NE(std::string(none.data(), frame.size()), frame);
  }
  EXPECT_EQ(errno, EAGAIN);
}

TEST_F(WireDevicesTest, FramesOfATunDeviceHaveNoLinkHeader) {
  const auto tun = OpenTun("t0");
  if (!tun && tun.trouble().what.ends_with("EACCES")) GTEST_SKIP() << tun.trouble().what;
  ASSERT_TRUE(tun) << tun.trouble().what;
  const auto on_tun = PacketSocket::Open("t0", Frames::kTcpHeaders, 1 << 16);
  ASSERT_TRUE(on_tun) << on_tun.trouble().what;
  EXPECT_EQ(on_tun->LinkHeader(), 0U);
  const auto on_loopback = PacketSocket::Open("lo", Frames::kTcpHeaders, 1 << 16);
  ASSERT_TRUE(on_loopback);
  EXPECT_EQ(on_loopback->LinkHeader(), 14U);
  EXPECT_EQ(OpenTun("t0").trouble().what, "TUNSETIFF t0: EBUSY");
  EXPECT_FALSE(OpenTun("a_name_no_device_can_have"));
}

TEST_F(WireDevicesTest, ATunDeviceStaysWhenItsDescriptorIsClosed) {
  auto tun = OpenTun("t0");
  if (!tun && tun.trouble().what.ends_with("EACCES")) GTEST_SKIP() << tun.trouble().what;
  ASSERT_TRUE(tun) << tun.trouble().what;
  *tun = FileDescriptor();
  EXPECT_TRUE(DeviceIndex("t0"));
}

TEST_F(WireDevicesTest, HeadersOnATunDeviceAreCutBehindTcp) {
  const auto tun = OpenTun("t0");
  if (!tun && tun.trouble().what.ends_with("EACCES")) GTEST_SKIP() << tun.trouble().what;
  ASSERT_TRUE(tun) << tun.trouble().what;
  const auto index = DeviceIndex("t0");
  ASSERT_TRUE(index);
  ASSERT_TRUE(NetlinkBatch().SetLinkUp(*index, 1500).Send());
  auto packets = PacketSocket::Open("t0", Frames::kTcpHeaders, 1 << 16);
  ASSERT_TRUE(packets);
  // Version, length of header, total length 45, protocol TCP; the rest of either header is zero but
  // for the length of the TCP header.
  std::string packet(45, '\0');
  packet[0] = '\x45';
  packet[3] = 45;
  packet[9] = 6;
  packet[32] = '\x50';
  ASSERT_EQ(::write(tun->Raw(), packet.data(), packet.size()), 45);
  pollfd readable{.fd = packets->Descriptor().Raw(), .events = POLLIN};
  ASSERT_EQ(::poll(&readable, 1, 30000), 1);
  std::size_t frames = 0;
  ASSERT_TRUE(packets->Receive([&](const ReceivedFrame& frame) {
    ++frames;
    EXPECT_EQ(frame.bytes.size(), 40U);
    EXPECT_EQ(frame.original_length, 45U);
  }));
  EXPECT_EQ(frames, 1U);
}

TEST_F(WireDevicesTest, TroubleIsNamed) {
  EXPECT_EQ(DeviceIndex("eth99").trouble().what, "device eth99: ENODEV");
  EXPECT_EQ(OpenRawEnd("eth99", Written::kPastQueue).trouble().what, "device eth99: ENODEV");
  const Status added = NetlinkBatch().AddVethPair("lo", "b0").Send();
  ASSERT_FALSE(added);
  EXPECT_EQ(added.trouble().what, "add veth lo: EEXIST");
  const Status route =
      NetlinkBatch()
          .ReplaceHostRoute({.destination = "192.0.2.2", .preferred_source = "192.0.2.1"})
          .Send();
  ASSERT_FALSE(route);
  EXPECT_THAT(route.trouble().what, HasSubstr("route to 192.0.2.2: "));
  EXPECT_FALSE(DisableChecksumOffload("eth99"));
}

}  // namespace
}  // namespace closespec
