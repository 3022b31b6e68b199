#include "suites/model/server_role.h"

#include <algorithm>

namespace closespec {
namespace {

constexpr std::string_view kPrefix = "server/";

}  // namespace

std::string_view ToText(ServerRole role) { return kServerRoles[static_cast<std::size_t>(role)]; }

std::optional<ServerRole> ParseServerRole(std::string_view text) {
  const auto found = std::ranges::find(kServerRoles, text);
  if (found == kServerRoles.end()) return std::nullopt;
  return static_cast<ServerRole>(found - kServerRoles.begin());
}

std::string StackBehind(ServerRole role) { return std::string(kPrefix).append(ToText(role)); }

std::optional<ServerRole> ServerOf(std::string_view stack) {
  if (!stack.starts_with(kPrefix)) return std::nullopt;
  return ParseServerRole(stack.substr(kPrefix.size()));
}

}  // namespace closespec
