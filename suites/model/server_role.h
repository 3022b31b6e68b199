// What an application does that listens on a port and that nobody here can speak to: all that is
// known of a stack without a socket peer.

#ifndef CLOSESPEC_SUITES_MODEL_SERVER_ROLE_H_
#define CLOSESPEC_SUITES_MODEL_SERVER_ROLE_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace closespec {

enum class ServerRole {
  kEcho,     // sends back what it reads; closes when it reads the end
  kDiscard,  // reads; closes when it reads the end
  kClose,    // reads once, whatever comes, and closes
};

inline constexpr std::array<std::string_view, 3> kServerRoles = {"echo", "discard", "close"};

std::string_view ToText(ServerRole role);
std::optional<ServerRole> ParseServerRole(std::string_view text);

// What stands in the place of a stack's name, which nobody can be asked for: "server/echo".
std::string StackBehind(ServerRole role);
// Nothing for the name of a stack.
std::optional<ServerRole> ServerOf(std::string_view stack);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SERVER_ROLE_H_
