// The actions of the wire peer: one row an action in actions.cc, its function in actions_*.cc.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_ACTIONS_H_
#define CLOSESPEC_PEERS_WIRE_PEER_ACTIONS_H_

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "peers/protocol/message.h"
#include "peers/wire_peer/host.h"
#include "peers/wire_peer/request.h"

namespace closespec::wire_peer {

using Answer = protocol::Message;  // without a tag

// Made once and again after each received segment until it gives an answer. Throws Refused.
using Attempt = std::function<std::optional<Answer>()>;

struct ActionRow {
  std::string_view name;
  std::string_view keys;  // that a request may have, separated by spaces
  // Looks at the arguments; throws Refused.
  Attempt (*begin)(Host& host, const Request& request);
};

const std::vector<ActionRow>& Actions();
const ActionRow* FindAction(std::string_view name);

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_ACTIONS_H_
