// How a Winsock call is told as a CallResult: Told(::closesocket(s)) takes time and
// WSAGetLastError() at once. Also what the parts of WinsockStack share.

#ifndef CLOSESPEC_PEERS_WINSOCK_WINSOCK_RESULT_H_
#define CLOSESPEC_PEERS_WINSOCK_WINSOCK_RESULT_H_

#include <winsock2.h>

#include <cstdint>
#include <string>

#include "peers/socket_peer/stack.h"
#include "peers/winsock/error_names.h"

namespace closespec::socket_peer {

CallResult Told(std::int64_t returned, Failed call = Failed::kOther);
CallResult ToldError(int number);
CallResult NoSuchCall(std::string why);

// INVALID_SOCKET is -1 as well once it has a sign.
inline std::int64_t Signed(SOCKET returned) { return static_cast<std::int64_t>(returned); }
inline SOCKET Raw(Handle handle) { return static_cast<SOCKET>(handle.raw); }
inline WSAEVENT EventOf(Handle handle) { return reinterpret_cast<WSAEVENT>(handle.raw); }

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_WINSOCK_WINSOCK_RESULT_H_
