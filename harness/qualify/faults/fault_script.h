// For tests: a conversation with two connected peers, the first of which has a fault, told as text.
//   "1 REQUEST" and "2 REQUEST" ask the first or the second peer, "1! REQUEST" does not wait for an
//   answer, "2? REQUEST" notes the result, "2?events REQUEST" notes that value of the answer.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_SCRIPT_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_SCRIPT_H_

#include <string>
#include <string_view>

#include "peers/socket_peer/testing/driven_peer.h"

namespace closespec::faults {

// No fault where `fault` is empty.
socket_peer::DrivenPeer::Environment With(std::string_view fault);

// Two peers over IPv4, in which no call on `c` takes longer than three seconds and buffers are
// small.
class FaultyPeers {
 public:
  explicit FaultyPeers(std::string_view fault);

  // What was noted, separated by spaces. Lines end with ';'.
  std::string Run(std::string_view script);

  socket_peer::DrivenPeer& First() { return peers_.First(); }
  socket_peer::DrivenPeer& Second() { return peers_.Second(); }

 private:
  socket_peer::ConnectedPeers peers_;
};

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_FAULT_SCRIPT_H_
