#include "peers/wire_peer/actions.h"

#include "peers/wire_peer/calls.h"

namespace closespec::wire_peer {

const std::vector<ActionRow>& Actions() {
  static const std::vector<ActionRow> table = {
      {"socket", "family as acks handshake iss options window", &OpenSocket},
      {"bind", "on address port same_port_as", &Bind},
      {"listen", "on backlog", &Listen},
      {"accept", "on as", &Accept},
      {"connect", "on address port", &Connect},
      {"close", "on", &Close},
      {"segments", "on seen 1...", &SendSegments},
      {"icmp", "on seen error quotes mtu", &SendIcmpError},
      {"reset_all", "seen", &ResetAll},
  };
  return table;
}

const ActionRow* FindAction(std::string_view name) {
  for (const auto& row : Actions()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace closespec::wire_peer
