#include "harness/targets/target_lacks.h"

#include "harness/conductor/case_needs.h"
#include "harness/targets/target_settings.h"

namespace closespec {
namespace {

const std::string& Of(const Addresses& addresses, Family family) {
  return family == Family::kIpv6 ? addresses.ipv6 : addresses.ipv4;
}

}  // namespace

std::optional<std::string> LackBehindInterface(const InterfaceLink& link, const Case& run) {
  const std::string family(ToText(run.family));
  if (Of(link.sut, run.family).empty()) return "the target names no " + family + " address";
  if (run.wire_peer && Of(link.wire, run.family).empty()) {
    return "the target names no " + family + " address for a wire peer (link/wire)";
  }
  if (!run.wire_peer && Of(link.own, run.family).empty()) {
    return "the target names no " + family + " address of this machine (link/own)";
  }
  if (!run.settings.empty()) {
    return "nobody here can set " + run.settings.front().first + " behind an interface";
  }
  return std::nullopt;
}

std::optional<std::string> LackOfSockets(const Limits& limits, const Case& run) {
  if (limits.sockets == 0) return std::nullopt;
  const int needed = SocketsAtOnce(run);
  if (needed <= limits.sockets) return std::nullopt;
  return "it needs " + std::to_string(needed) + " sockets at once, of which the target has " +
         std::to_string(limits.sockets);
}

std::optional<std::string> LackOfTarget(const Target& target, const Case& run) {
  if (auto lack = LackOfSockets(target.limits, run)) return lack;
  if (target.link == LinkKind::kInterface) return LackBehindInterface(target.interface, run);
  return SysctlsFor(target, run.settings).lacks;
}

}  // namespace closespec
