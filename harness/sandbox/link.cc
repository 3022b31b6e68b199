#include "harness/sandbox/link.h"

#include <utility>

#include "peers/os/ethtool.h"
#include "peers/os/frame_io.h"
#include "peers/os/netlink.h"
#include "peers/os/network_namespace.h"
#include "peers/os/raw_end.h"
#include "peers/os/sysctl.h"
#include "peers/os/tun.h"

namespace closespec {
namespace {

constexpr const char* kLoopbackDevice = "lo";
constexpr const char* kTunDevice = "tun0";
constexpr const char* kTapDevice = "tap0";
constexpr const char* kVethDevice = "veth0";
constexpr const char* kVethFarDevice = "veth1";

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

struct LinkSide {
  LinkEnd end;
  const Addresses& addresses;
};

struct LinkPlan {
  LinkSide near;
  LinkSide far;
  const LinkSpaces& spaces;
  const LinkSettings& settings;
};

// `device` without an address of any kind, for a process that writes and reads on it.
Result<FileDescriptor> SetUpRawEnd(const char* device, Written written,
                                   const LinkSettings& settings) {
  const std::string ipv6_off = std::string("net.ipv6.conf.") + device + ".disable_ipv6";
  if (Status off = WriteSysctl(ipv6_off, "1"); !off) return off.trouble();
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  if (Status up = NetlinkBatch().SetLinkUp(*index, settings.mtu).Send(); !up) return up.trouble();
  return OpenRawEnd(device, written);
}

// The near end; gives its descriptor, if it has one.
Result<FileDescriptor> SetUpNearEnd(const char* device, const LinkPlan& plan) {
  if (Status off = DisableSegmentationOffload(device); !off) return off.trouble();
  if (plan.near.end == LinkEnd::kDescriptor) {
    return SetUpRawEnd(device, Written::kSeen, plan.settings);
  }
  const Status up = SetUpKernelEnd(device, plan.near.addresses, plan.far.addresses, plan.settings);
  if (!up) return up.trouble();
  return FileDescriptor();
}

struct MadeLink {
  std::string device;
  FileDescriptor near_end;
  FileDescriptor far_end;
};

Result<MadeLink> MakeTunOrTap(LinkKind kind, const LinkPlan& plan) {
  const bool tap = kind == LinkKind::kTap;
  if (plan.far.end != LinkEnd::kDescriptor) {
    return Trouble{"the far end of a " + std::string(ToText(kind)) + " link is a descriptor"};
  }
  const char* const device = tap ? kTapDevice : kTunDevice;
  auto far_end = tap ? OpenTap(device) : OpenTun(device);
  if (!far_end) return far_end.trouble();
  auto near_end = SetUpNearEnd(device, plan);
  if (!near_end) return near_end.trouble();
  return MadeLink{device, *std::move(near_end), *std::move(far_end)};
}

// What is done in the other namespace, on the way back from which nothing is lost.
template <typename Act>
Status InOther(const LinkSpaces& spaces, const Act& act) {
  if (Status entered = EnterNetworkNamespace(spaces.other); !entered) return entered;
  const Status acted = act();
  if (Status back = EnterNetworkNamespace(spaces.own); !back) return back;
  return acted;
}

Status MoveFarVeth(const LinkPlan& plan) {
  Status quiet = InOther(plan.spaces, KeepNewDevicesQuiet);
  if (!quiet) return quiet;
  Status added = NetlinkBatch().AddVethPair(kVethDevice, kVethFarDevice, &plan.spaces.other).Send();
  if (!added) return added;
  return InOther(plan.spaces, [&]() -> Status {
    if (Status off = DisableSegmentationOffload(kVethFarDevice); !off) return off;
    if (Status off = DisableChecksumOffload(kVethFarDevice); !off) return off;
    return SetUpKernelEnd(kVethFarDevice, plan.far.addresses, plan.near.addresses, plan.settings);
  });
}

Result<FileDescriptor> MakeFarVeth(const LinkPlan& plan) {
  if (plan.far.end == LinkEnd::kNamespace) {
    if (Status moved = MoveFarVeth(plan); !moved) return moved.trouble();
    return FileDescriptor();
  }
  const Status added = NetlinkBatch().AddVethPair(kVethDevice, kVethFarDevice).Send();
  if (!added) return added.trouble();
  return SetUpRawEnd(kVethFarDevice, Written::kPastQueue, plan.settings);
}

// The far end first, so that the near one has a carrier as soon as it is up.
Result<MadeLink> MakeVeth(const LinkPlan& plan) {
  auto far_end = MakeFarVeth(plan);
  if (!far_end) return far_end.trouble();
  if (Status off = DisableChecksumOffload(kVethDevice); !off) return off.trouble();
  auto near_end = SetUpNearEnd(kVethDevice, plan);
  if (!near_end) return near_end.trouble();
  return MadeLink{kVethDevice, *std::move(near_end), *std::move(far_end)};
}

}  // namespace

std::string_view ToText(LinkKind kind) {
  switch (kind) {
    case LinkKind::kLoopback:
      return "loopback";
    case LinkKind::kTun:
      return "tun";
    case LinkKind::kTap:
      return "tap";
    case LinkKind::kVeth:
      return "veth";
    case LinkKind::kInterface:
      return "interface";
  }
  return "";
}

bool IsEthernet(LinkKind kind) {
  return kind == LinkKind::kTap || kind == LinkKind::kVeth || kind == LinkKind::kInterface;
}

Result<Link> MakeLink(LinkKind kind, const LinkEnds& ends, const LinkSpaces& spaces,
                      const LinkSettings& settings) {
  if (kind == LinkKind::kLoopback) return MakeLoopback(settings);
  const LinkSide sut{ends.sut, settings.sut};
  const LinkSide peer{ends.peer, settings.peer};
  const bool sut_is_near = ends.sut == LinkEnd::kKernel;
  const LinkPlan plan{sut_is_near ? sut : peer, sut_is_near ? peer : sut, spaces, settings};
  if (plan.far.end == LinkEnd::kKernel) {
    return Trouble{"a kernel at both ends of a " + std::string(ToText(kind)) + " link"};
  }
  if (kind == LinkKind::kInterface) return Trouble{"an interface is not made"};
  if (Status quiet = KeepNewDevicesQuiet(); !quiet) return quiet.trouble();
  auto made = kind == LinkKind::kVeth ? MakeVeth(plan) : MakeTunOrTap(kind, plan);
  if (!made) return made.trouble();
  return Link{.device = std::move(made->device),
              .sut_end = std::move(sut_is_near ? made->near_end : made->far_end),
              .peer_end = std::move(sut_is_near ? made->far_end : made->near_end)};
}

Status MakeGap(Link& link) {
  auto pair = MakeFramePair();
  if (!pair) return pair.trouble();
  link.gap = LinkGap{.sut_side = std::move(link.peer_end), .far_side = std::move(pair->first)};
  link.peer_end = std::move(pair->second);
  return Done{};
}

}  // namespace closespec
