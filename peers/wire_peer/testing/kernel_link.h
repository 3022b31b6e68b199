// For tests: a network namespace in which this machine's kernel is 192.0.2.1 and fd00::1, and what
// is to be the host 192.0.2.2 and fd00::2 holds the other end of its link.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_TESTING_KERNEL_LINK_H_
#define CLOSESPEC_PEERS_WIRE_PEER_TESTING_KERNEL_LINK_H_

#include "peers/os/ethtool.h"
#include "peers/os/namespace_for_test.h"
#include "peers/os/netlink.h"
#include "peers/os/raw_end.h"
#include "peers/os/tun.h"

namespace closespec::wire_peer {

inline constexpr const char* kSutDevice = "sut0";
inline constexpr const char* kWireDevice = "wire0";

// The kernel adds its own route to an IPv6 address some time after the address: an own table before
// its tables does not wait for that.
inline Status SetUpSut() {
  constexpr std::uint32_t kOwnTable = 100;
  constexpr std::uint32_t kLocalTable = 255;
  const auto device = DeviceIndex(kSutDevice);
  if (!device) return device.trouble();
  NetlinkBatch batch;
  if (const auto wire = DeviceIndex(kWireDevice)) batch.SetLinkUp(*wire, 1500);
  return batch.SetLinkUp(*device, 1500)
      .AddAddress(*device, "192.0.2.1", 24)
      .AddAddress(*device, "fd00::1", 64)
      .ReplaceLocalRoute({.destination = "fd00::1",
                          .preferred_source = "fd00::1",
                          .device = *device,
                          .table = kOwnTable})
      .ReplaceHostRoute({.destination = "192.0.2.2",
                         .preferred_source = "192.0.2.1",
                         .device = *device,
                         .quick_ack = true})
      .ReplaceHostRoute({.destination = "fd00::2",
                         .preferred_source = "fd00::1",
                         .device = *device,
                         .table = kOwnTable,
                         .quick_ack = true})
      .AddRule("fd00::1", 1, kOwnTable)
      .AddRule("fd00::1", 2, kLocalTable)
      .DeleteRule("fd00::1", 0, kLocalTable)
      .Send();
}

// Fails where namespaces are refused, or a TUN device is not to be had.
inline Result<FileDescriptor> EnterKernelLink(bool ethernet) {
  if (Status entered = EnterNamespaceForTest(); !entered) return entered.trouble();
  Result<FileDescriptor> end = FileDescriptor();
  if (ethernet) {
    if (Status added = NetlinkBatch().AddVethPair(kSutDevice, kWireDevice).Send(); !added) {
      return added.trouble();
    }
    if (Status off = DisableChecksumOffload(kSutDevice); !off) return off.trouble();
    end = OpenRawEnd(kWireDevice, Written::kPastQueue);
  } else {
    end = OpenTun(kSutDevice);
  }
  if (!end) return end;
  if (Status up = SetUpSut(); !up) return up.trouble();
  return end;
}

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_TESTING_KERNEL_LINK_H_
