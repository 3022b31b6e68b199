// The data that connections carry: an octet is a function of its position in the stream, so loss,
// doubling, reordering and change are seen. docs/peer-protocol.md has the formula and vectors.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_PATTERN_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_PATTERN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace closespec::socket_peer {

std::string Pattern(std::uint64_t offset, std::size_t octets);
bool IsPattern(std::string_view octets, std::uint64_t offset);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_PATTERN_H_
