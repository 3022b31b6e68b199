// A forked peer as its parent sees it.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_CHILD_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_CHILD_H_

#include <sys/types.h>

#include <map>
#include <mutex>
#include <string>

#include "peers/socket_peer/channel.h"
#include "peers/socket_peer/os_posix_processes.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

struct PosixProcesses::Child {
  // What was asked and has no answer yet.
  struct Pending {
    std::string action;
    std::string background;
  };

  Child(pid_t process, Handle line_channel, Handle descriptor_channel)
      : pid(process), lines(line_channel), descriptors(descriptor_channel), writer(line_channel) {}

  const pid_t pid;
  const Handle lines;
  const Handle descriptors;
  LineWriter writer;
  std::mutex mutex;  // of what follows
  bool ended = false;
  std::map<std::string, Pending> pending;  // by tag
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_CHILD_H_
