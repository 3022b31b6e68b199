// What a peer needs of the operating system besides sockets and processes. Each system has these
// once: os_posix_io.cc, peers/winsock/os_windows.cc.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_H_

#include <cstddef>
#include <string_view>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

// Blocks until something came; 0 at the end, and when nothing more can be read.
std::size_t ReadSome(Handle from, char* octets, std::size_t capacity);

// Blocks until all is written. A reader that has gone is no error: it is noticed where we read.
void WriteAll(Handle to, std::string_view octets);

// Memory that holds zeros, is taken only when touched, and is shared with what fork() makes; null
// if there is none. It is never given back.
void* SharedZeros(std::size_t octets);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_H_
