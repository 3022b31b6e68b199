#include "harness/sandbox/link.h"

#include <sched.h>

#include <array>
#include <future>
#include <utility>

#include "peers/os/ethtool.h"
#include "peers/os/frame_io.h"
#include "peers/os/netlink.h"
#include "peers/os/raw_end.h"
#include "peers/os/sysctl.h"
#include "peers/os/tun.h"

namespace closespec {
namespace {

constexpr const char* kLoopbackDevice = "lo";
constexpr const char* kTunDevice = "tun0";
constexpr const char* kVethDevice = "veth0";
constexpr const char* kVethWireDevice = "veth1";

// Own IPv6 routes stand in a table of their own, before the kernel's: it adds its own route to an
// IPv6 address some time after the address itself, so replacing that route would race. Rule 0 is
// "look in table local": moved behind the own table.
constexpr std::uint32_t kOwnTable = 100;
constexpr std::uint32_t kLocalTable = 255;

void LookInOwnTableFirst(NetlinkBatch& batch, const std::string& family_of) {
  batch.AddRule(family_of, 1, kOwnTable)
      .AddRule(family_of, 2, kLocalTable)
      .DeleteRule(family_of, 0, kLocalTable);
}

Result<Link> MakeLoopback(const LinkSettings& settings) {
  if (Status off = DisableSegmentationOffload(kLoopbackDevice); !off) return off.trouble();
  NetlinkBatch batch;
  batch.SetLinkUp(kLoopbackIndex, settings.mtu)
      .AddAddress(kLoopbackIndex, settings.sut.ipv4, 32)
      .AddAddress(kLoopbackIndex, settings.peer.ipv4, 32)
      .AddAddress(kLoopbackIndex, settings.sut.ipv6, 128)
      .AddAddress(kLoopbackIndex, settings.peer.ipv6, 128);
  for (const bool to_sut : {false, true}) {
    const Addresses& to = to_sut ? settings.sut : settings.peer;
    const Addresses& from = to_sut ? settings.peer : settings.sut;
    batch.ReplaceLocalRoute(
        {.destination = to.ipv4, .preferred_source = from.ipv4, .quick_ack = settings.quick_ack});
    batch.ReplaceLocalRoute({.destination = to.ipv6,
                             .preferred_source = from.ipv6,
                             .table = kOwnTable,
                             .quick_ack = settings.quick_ack});
  }
  LookInOwnTableFirst(batch, settings.sut.ipv6);
  if (Status up = batch.Send(); !up) return up.trouble();
  return Link{.device = kLoopbackDevice};
}

// Devices made from now on say next to nothing by themselves: no link-local address, no question
// for routers. An Ethernet device still reports the multicast groups it listens to.
Status KeepNewDevicesQuiet() {
  using Setting = std::pair<const char*, const char*>;
  constexpr std::array<Setting, 3> kQuiet = {{{"net.ipv6.conf.default.addr_gen_mode", "1"},
                                              {"net.ipv6.conf.default.accept_ra", "0"},
                                              {"net.ipv6.conf.default.router_solicitations", "0"}}};
  for (const auto& [name, value] : kQuiet) {
    if (Status written = WriteSysctl(name, value); !written) return written;
  }
  return Done{};
}

// `wire_device`: set up before, so that the link has a carrier as soon as `device` is up.
Status SetUpWireLink(const char* device, const char* wire_device, const LinkSettings& settings) {
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  NetlinkBatch batch;
  batch.SetLinkUp(kLoopbackIndex, 65536);
  if (wire_device != nullptr) {
    const auto wire_index = DeviceIndex(wire_device);
    if (!wire_index) return wire_index.trouble();
    batch.SetLinkUp(*wire_index, settings.mtu);
  }
  batch.SetLinkUp(*index, settings.mtu)
      .AddAddress(*index, settings.sut.ipv4, 24)
      .AddAddress(*index, settings.sut.ipv6, 64)
      .ReplaceLocalRoute({.destination = settings.sut.ipv6,
                          .preferred_source = settings.sut.ipv6,
                          .device = *index,
                          .table = kOwnTable})
      .ReplaceHostRoute({.destination = settings.peer.ipv4,
                         .preferred_source = settings.sut.ipv4,
                         .device = *index,
                         .quick_ack = settings.quick_ack})
      .ReplaceHostRoute({.destination = settings.peer.ipv6,
                         .preferred_source = settings.sut.ipv6,
                         .device = *index,
                         .table = kOwnTable,
                         .quick_ack = settings.quick_ack});
  LookInOwnTableFirst(batch, settings.sut.ipv6);
  return batch.Send();
}

Result<Link> MakeTun(const LinkSettings& settings) {
  if (Status quiet = KeepNewDevicesQuiet(); !quiet) return quiet.trouble();
  auto tun = OpenTun(kTunDevice);
  if (!tun) return tun.trouble();
  if (Status off = DisableSegmentationOffload(kTunDevice); !off) return off.trouble();
  if (Status up = SetUpWireLink(kTunDevice, nullptr, settings); !up) return up.trouble();
  return Link{.device = kTunDevice, .wire_end = *std::move(tun)};
}

Result<Link> MakeVeth(const LinkSettings& settings) {
  if (Status quiet = KeepNewDevicesQuiet(); !quiet) return quiet.trouble();
  if (Status added = NetlinkBatch().AddVethPair(kVethDevice, kVethWireDevice).Send(); !added) {
    return added.trouble();
  }
  const std::string ipv6_off = std::string("net.ipv6.conf.") + kVethWireDevice + ".disable_ipv6";
  if (Status off = WriteSysctl(ipv6_off, "1"); !off) return off.trouble();
  if (Status off = DisableSegmentationOffload(kVethDevice); !off) return off.trouble();
  if (Status off = DisableChecksumOffload(kVethDevice); !off) return off.trouble();
  if (Status up = SetUpWireLink(kVethDevice, kVethWireDevice, settings); !up) return up.trouble();
  auto end = OpenRawEnd(kVethWireDevice);
  if (!end) return end.trouble();
  return Link{.device = kVethDevice, .wire_end = *std::move(end)};
}

Result<LinkKind> TryWireLinks() {
  if (::unshare(CLONE_NEWNET) < 0) return OsError("unshare(CLONE_NEWNET)");
  if (MakeLink(LinkKind::kTun, {})) return LinkKind::kTun;
  if (::unshare(CLONE_NEWNET) < 0) return OsError("unshare(CLONE_NEWNET)");
  const auto veth = MakeLink(LinkKind::kVeth, {});
  if (!veth) return veth.trouble();
  return LinkKind::kVeth;
}

}  // namespace

std::string_view ToText(LinkKind kind) {
  switch (kind) {
    case LinkKind::kLoopback:
      return "loopback";
    case LinkKind::kTun:
      return "tun";
    case LinkKind::kVeth:
      return "veth";
  }
  return "";
}

Result<Link> MakeLink(LinkKind kind, const LinkSettings& settings) {
  switch (kind) {
    case LinkKind::kLoopback:
      return MakeLoopback(settings);
    case LinkKind::kTun:
      return MakeTun(settings);
    case LinkKind::kVeth:
      return MakeVeth(settings);
  }
  return Trouble{"no such link"};
}

Status MakeGap(Link& link) {
  auto pair = MakeFramePair();
  if (!pair) return pair.trouble();
  link.gap = LinkGap{.sut_side = std::move(link.wire_end), .far_side = std::move(pair->first)};
  link.wire_end = std::move(pair->second);
  return Done{};
}

// On a thread of its own, because the thread stays in the namespace.
Result<LinkKind> BestWireLink() { return std::async(std::launch::async, TryWireLinks).get(); }

}  // namespace closespec
