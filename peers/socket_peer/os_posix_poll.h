// poll(), also of a stack that has it under another name.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_POLL_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_POLL_H_

#include <poll.h>

#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

using PollCall = int (*)(pollfd* polled, nfds_t count, int milliseconds);

#ifdef __linux__
unsigned EpollBits(const EventNames& names);
EventNames EpollNames(unsigned bits);
#endif

CallResult PollBy(PollCall poll, Handle handle, const EventNames& wanted, bool wait,
                  EventNames& seen);
// Of both sockets; `seen` is of the first.
CallResult PollBothBy(PollCall poll, Handle handle, Handle also, const EventNames& wanted,
                      bool wait, EventNames& seen);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_POLL_H_
