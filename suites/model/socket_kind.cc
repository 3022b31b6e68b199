#include "suites/model/socket_kind.h"

#include <algorithm>

namespace closespec {

std::string_view ToText(SocketKind kind) { return kSocketKinds[static_cast<std::size_t>(kind)]; }

std::optional<SocketKind> ParseSocketKind(std::string_view text) {
  const auto found = std::ranges::find(kSocketKinds, text);
  if (found == kSocketKinds.end()) return std::nullopt;
  return static_cast<SocketKind>(found - kSocketKinds.begin());
}

}  // namespace closespec
