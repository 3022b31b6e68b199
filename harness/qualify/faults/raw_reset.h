// Sends a RST behind the kernel's back, for faults of stacks that reset what Linux does not.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_RAW_RESET_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_RAW_RESET_H_

#include <sys/socket.h>

#include <string>

namespace closespec::faults {

// From the socket's own address, numbered SND.NXT, to the peer with this name (a sockaddr). Needs
// CAP_NET_RAW and CAP_NET_ADMIN in the network namespace; without them nothing is sent.
void SendReset(int fd, const std::string& peer_name);

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_RAW_RESET_H_
