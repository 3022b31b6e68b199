// Options by the two calls that POSIX has for them, also of stacks that have these under another
// name.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_OPTIONS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_OPTIONS_H_

#include <sys/socket.h>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

struct OptionCalls {
  int (*set)(int socket, int level, int option, const void* value, socklen_t length);
  int (*get)(int socket, int level, int option, void* value, socklen_t* length);
};

CallResult SetOptionBy(const OptionCalls& calls, Handle handle, std::string_view option,
                       const OptionValue& to);
CallResult GetOptionBy(const OptionCalls& calls, Handle handle, std::string_view option,
                       OptionValue& is);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_OPTIONS_H_
