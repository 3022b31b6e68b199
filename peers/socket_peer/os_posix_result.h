// How a libc call is told as a CallResult: Told(::close(fd)) takes time and errno at once.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_RESULT_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_RESULT_H_

#include <string>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

CallResult Told(std::int64_t returned);
CallResult NoSuchCall(std::string why);
// "ECONNRESET"; a number without a name becomes "E123".
std::string ErrorName(int number);

// A handle as libc takes it.
inline int Raw(Handle handle) { return static_cast<int>(handle.raw); }

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_RESULT_H_
