// What kind of socket a side makes its TCP connections with. A run has one (--socket); the
// scenarios know nothing of it.

#ifndef CLOSESPEC_SUITES_MODEL_SOCKET_KIND_H_
#define CLOSESPEC_SUITES_MODEL_SOCKET_KIND_H_

#include <array>
#include <optional>
#include <string_view>

namespace closespec {

enum class SocketKind {  // in the order of kSocketKinds
  kTcp,
  kMapped,  // of IPv6, and speaks IPv4 by mapped addresses (RFC 4291 2.5.5.2)
  kMptcp,   // Multipath TCP (RFC 8684)
};

inline constexpr std::array<std::string_view, 3> kSocketKinds = {"tcp", "mapped", "mptcp"};

std::string_view ToText(SocketKind kind);
// Nothing for another word.
std::optional<SocketKind> ParseSocketKind(std::string_view text);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SOCKET_KIND_H_
