#include "harness/sandbox/sandbox.h"

#include <fcntl.h>
#include <sched.h>

#include <array>
#include <string_view>

#include "peers/os/sysctl.h"

namespace closespec {
Result<Sandbox> MakeSandbox(const SandboxPlan& plan, const LinkSettings& settings) {
  if (::unshare(CLONE_NEWNET) < 0) return OsError("unshare(CLONE_NEWNET)");
  FileDescriptor space(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  if (!space) return OsError("open(/proc/thread-self/ns/net)");
  for (const auto& [name, value] : plan.sysctls) {
    if (const Status written = WriteSysctl(name, value); !written) {
      std::string what = name;
      what += "=" + value + ": " + written.trouble().what;
      return Trouble{std::move(what)};
    }
  }
  auto link = MakeLink(plan.link, settings);
  if (!link) return link.trouble();
  // lo leaves every checksum to a device that there is not, and nothing can change that.
  const bool real_checksums = plan.link != LinkKind::kLoopback;
  const CaptureSettings shown{
      .device = link->device,
      .checksums = real_checksums ? Checksums::kReal : Checksums::kOffloaded};
  if (plan.gap) {
    if (Status made = MakeGap(*link); !made) return made.trouble();
  }
  auto capture =
      plan.gap ? Capture::Fed(plan.link == LinkKind::kVeth ? LinkType::kEthernet : LinkType::kRawIp,
                              shown)
               : Capture::Open(shown);
  if (!capture) return capture.trouble();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.trouble();
  return Sandbox{.network_namespace = std::move(space),
                 .sut = settings.sut,
                 .peer = settings.peer,
                 .link = plan.link,
                 .wire_end = std::move(link->wire_end),
                 .gap = std::move(link->gap),
                 .capture = *std::move(capture),
                 .sockets = *std::move(sockets),
                 .real_checksums = real_checksums};
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
      "net.ipv4.tcp_ecn",
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
