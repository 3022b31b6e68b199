#include "harness/sandbox/sandbox.h"

#include <array>
#include <future>
#include <string_view>

#include "peers/os/network_namespace.h"
#include "peers/os/raw_end.h"
#include "peers/os/sysctl.h"

namespace closespec {
namespace {

Status WriteAll(const std::vector<std::pair<std::string, std::string>>& sysctls) {
  for (const auto& [name, value] : sysctls) {
    if (const Status written = WriteSysctl(name, value); !written) {
      std::string what = name;
      what += "=" + value + ": " + written.trouble().what;
      return Trouble{std::move(what)};
    }
  }
  return Done{};
}

// The second namespace of a sandbox, if it has one; the thread stays in the first.
Result<FileDescriptor> OtherNamespace(const SandboxPlan& plan, const FileDescriptor& own) {
  const bool of_sut = plan.ends.sut == LinkEnd::kNamespace;
  if (!of_sut && plan.ends.peer != LinkEnd::kNamespace) return FileDescriptor();
  auto other = NewNetworkNamespace();
  if (!other) return other;
  const Status written = of_sut ? WriteAll(plan.sysctls) : Done{};
  if (!written) return written.trouble();
  if (Status back = EnterNetworkNamespace(own); !back) return back.trouble();
  return other;
}

}  // namespace

Result<Sandbox> MakeSandbox(const SandboxPlan& plan, const LinkSettings& settings) {
  auto space = NewNetworkNamespace();
  if (!space) return space.trouble();
  auto other = OtherNamespace(plan, *space);
  if (!other) return other.trouble();
  if (plan.ends.sut == LinkEnd::kKernel) {
    if (Status written = WriteAll(plan.sysctls); !written) return written.trouble();
  }
  auto link = MakeLink(plan.link, plan.ends, {*space, *other}, settings);
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
      plan.gap ? Capture::Fed(IsEthernet(plan.link) ? LinkType::kEthernet : LinkType::kRawIp, shown)
               : Capture::Open(shown);
  if (!capture) return capture.trouble();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.trouble();
  const bool shows_sut = plan.ends.sut == LinkEnd::kKernel;
  const bool in_process = plan.ends.sut == LinkEnd::kDescriptor;
  return Sandbox{.network_namespace = *std::move(space),
                 .sut = settings.sut,
                 .peer = settings.peer,
                 .link = plan.link,
                 .ends = plan.ends,
                 .other_namespace = *std::move(other),
                 .sysctls_of_sut = in_process ? plan.sysctls : decltype(plan.sysctls){},
                 .sut_end = std::move(link->sut_end),
                 .peer_end = std::move(link->peer_end),
                 .gap = std::move(link->gap),
                 .capture = *std::move(capture),
                 .sockets = *std::move(sockets),
                 .real_checksums = real_checksums,
                 .private_sockets = shows_sut,
                 .shows_states = shows_sut};
}

const FileDescriptor& Sandbox::NamespaceOf(Actor side) const {
  const LinkEnd end = side == Actor::kSut ? ends.sut : ends.peer;
  return end == LinkEnd::kNamespace ? other_namespace : network_namespace;
}

const FileDescriptor& Sandbox::EndOf(Actor side) const {
  return side == Actor::kSut ? sut_end : peer_end;
}

const Addresses& Sandbox::AddressesOf(Actor side) const { return side == Actor::kSut ? sut : peer; }

Result<Sandbox> MakeInterfaceSandbox(const InterfaceLink& link, LinkEnd peer) {
  const Addresses& other = peer == LinkEnd::kDescriptor ? link.wire : link.own;
  FileDescriptor end;
  if (peer == LinkEnd::kDescriptor) {
    auto opened = OpenRawEnd(link.device, Written::kSeen);
    if (!opened) return opened.trouble();
    // The wire peer's hardware address is not the device's.
    if (Status all = LetAllIn(*opened, link.device); !all) return all.trouble();
    end = *std::move(opened);
  }
  auto capture =
      Capture::Open({.device = link.device,
                     .checksums = Checksums::kReal,
                     .only_between = {link.sut.ipv4, link.sut.ipv6, other.ipv4, other.ipv6}});
  if (!capture) return capture.trouble();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.trouble();
  return Sandbox{.sut = link.sut,
                 .peer = other,
                 .link = LinkKind::kInterface,
                 .ends = {.peer = peer},
                 .peer_end = std::move(end),
                 .capture = *std::move(capture),
                 .sockets = *std::move(sockets),
                 .real_checksums = true,
                 .private_sockets = false,
                 .shows_states = false,
                 .server_port = link.server_port};
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

// On a thread of its own, because the thread stays in the last namespace.
Result<LinkKind> BestLink(const LinkEnds& ends, const std::vector<LinkKind>& kinds) {
  const auto first_that_works = [&]() -> Result<LinkKind> {
    Trouble trouble{"no kind of link to try"};
    for (const LinkKind kind : kinds) {
      const auto sandbox = MakeSandbox({.link = kind, .ends = ends});
      if (sandbox) return kind;
      trouble = sandbox.trouble();
    }
    return trouble;
  };
  return std::async(std::launch::async, first_that_works).get();
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
