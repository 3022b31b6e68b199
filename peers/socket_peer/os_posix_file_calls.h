// Octets in and out by the calls that Linux has for moving them between files. The other file is
// one of the peer's own.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_FILE_CALLS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_FILE_CALLS_H_

#include <string>
#include <string_view>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

CallResult SpliceOut(int socket, std::string_view octets);
CallResult SpliceIn(int socket, std::string& buffer);
CallResult SendFile(int socket, std::string_view octets);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_FILE_CALLS_H_
