#include "harness/sandbox/sandbox.h"

#include <fcntl.h>
#include <sched.h>

#include <array>
#include <string_view>

#include "peers/os/ethtool.h"
#include "peers/os/netlink.h"
#include "peers/os/sysctl.h"

namespace closespec {
namespace {

// Own IPv6 routes stand in a table of their own, before the kernel's.
constexpr std::uint32_t kOwnTable = 100;
constexpr std::uint32_t kLocalTable = 255;

Status SetUpLoopback(const LoopbackLink& link) {
  NetlinkBatch batch;
  batch.SetLinkUp(kLoopbackIndex, link.mtu)
      .AddAddress(kLoopbackIndex, link.sut.ipv4, 32)
      .AddAddress(kLoopbackIndex, link.peer.ipv4, 32)
      .AddAddress(kLoopbackIndex, link.sut.ipv6, 128)
      .AddAddress(kLoopbackIndex, link.peer.ipv6, 128);
  for (const bool to_sut : {false, true}) {
    const Addresses& to = to_sut ? link.sut : link.peer;
    const Addresses& from = to_sut ? link.peer : link.sut;
    batch.ReplaceLocalRoute(
        {.destination = to.ipv4, .preferred_source = from.ipv4, .quick_ack = link.quick_ack});
    batch.ReplaceLocalRoute({.destination = to.ipv6,
                             .preferred_source = from.ipv6,
                             .table = kOwnTable,
                             .quick_ack = link.quick_ack});
  }
  // The kernel adds its own route to an IPv6 address of lo some time after the address itself, so
  // replacing that route would race. Rule 0 is "look in table local": moved behind the own table.
  batch.AddRule(link.sut.ipv6, 1, kOwnTable)
      .AddRule(link.sut.ipv6, 2, kLocalTable)
      .DeleteRule(link.sut.ipv6, 0, kLocalTable);
  return batch.Send();
}

}  // namespace

Result<Sandbox> MakeSandbox(const LoopbackLink& link) {
  if (::unshare(CLONE_NEWNET) < 0) return OsError("unshare(CLONE_NEWNET)");
  FileDescriptor space(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  if (!space) return OsError("open(/proc/thread-self/ns/net)");
  if (Status off = DisableSegmentationOffload(link.capture.device); !off) return off.trouble();
  if (Status up = SetUpLoopback(link); !up) return up.trouble();
  auto capture = Capture::Open(link.capture);
  if (!capture) return capture.trouble();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.trouble();
  return Sandbox{.network_namespace = std::move(space),
                 .sut = link.sut,
                 .peer = link.peer,
                 .capture = *std::move(capture),
                 .sockets = *std::move(sockets)};
}

Result<Sandbox> MakePlainSandbox() {
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.trouble();
  return Sandbox{.sut = {"127.0.0.1", "::1"},
                 .peer = {"127.0.0.2", "::1"},
                 .capture = std::nullopt,
                 .sockets = *std::move(sockets),
                 .private_sockets = false};
}

std::map<std::string, std::string> ReadLinkSettings() {
  constexpr auto kNames = std::to_array<std::string_view>({
      "net.ipv4.tcp_abort_on_overflow",
      "net.ipv4.tcp_challenge_ack_limit",
      "net.ipv4.tcp_congestion_control",
      "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_invalid_ratelimit",
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
      "net.ipv4.tcp_keepalive_time",
      "net.ipv4.tcp_max_orphans",
      "net.ipv4.tcp_max_tw_buckets",
      "net.ipv4.tcp_orphan_retries",
      "net.ipv4.tcp_retries1",
      "net.ipv4.tcp_retries2",
      "net.ipv4.tcp_rfc1337",
      "net.ipv4.tcp_rmem",
      "net.ipv4.tcp_rto_max_ms",
      "net.ipv4.tcp_rto_min_us",
      "net.ipv4.tcp_sack",
      "net.ipv4.tcp_syn_retries",
      "net.ipv4.tcp_synack_retries",
      "net.ipv4.tcp_syncookies",
      "net.ipv4.tcp_timestamps",
      "net.ipv4.tcp_tw_reuse",
      "net.ipv4.tcp_tw_reuse_delay",
      "net.ipv4.tcp_window_scaling",
      "net.ipv4.tcp_wmem",
  });
  std::map<std::string, std::string> settings;
  for (const std::string_view name : kNames) {
    // Kernels differ in which of them there are.
    if (auto value = ReadSysctl(name)) settings.emplace(name, *std::move(value));
  }
  return settings;
}

}  // namespace closespec
