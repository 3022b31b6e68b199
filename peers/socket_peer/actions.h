// The actions of the socket peer: one row an action in actions.cc, its function in actions_*.cc.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_ACTIONS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_ACTIONS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "peers/socket_peer/answer.h"
#include "peers/socket_peer/processes.h"
#include "peers/socket_peer/request.h"
#include "peers/socket_peer/sockets.h"
#include "peers/socket_peer/stack.h"
#include "peers/socket_peer/streams.h"

namespace closespec::socket_peer {

// What an action works on.
struct Surroundings {
  Stack& stack;
  Streams& streams;
  Sockets& sockets;
  Processes& processes;
};

struct ActionRow {
  std::string_view name;
  std::string_view keys;  // that a request may have, separated by spaces
  // No answer: the answer comes from another process. Throws Refused.
  std::optional<Answer> (*perform)(Surroundings&, const Request&);
};

const std::vector<ActionRow>& Actions();
const ActionRow* FindAction(std::string_view name);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_ACTIONS_H_
