#include "harness/conductor/requests.h"

#include "suites/model/actions.h"

namespace closespec {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;

void AddAddress(const std::optional<Endpoint>& endpoint, Words& words) {
  // An unknown name goes out as port 0, which no peer can connect to: the answer shows it.
  words.emplace_back("address", endpoint ? endpoint->address : "0.0.0.0");
  words.emplace_back("port", std::to_string(endpoint ? endpoint->port : 0));
}

}  // namespace

Words RequestWords(const SocketCall& call, Family family, const std::string& own_address,
                   const SocketsKnown& known) {
  const Actor other = call.actor == Actor::kSut ? Actor::kPeer : Actor::kSut;
  const ActionRow* row = FindAction(call.action);
  Words words;
  if (row == nullptr || row->on_socket) words.emplace_back("on", call.on);
  if (!call.as.empty()) words.emplace_back("as", call.as);
  if (!call.in.empty()) words.emplace_back("in", call.in);
  if (!call.background.empty()) words.emplace_back("background", call.background);
  if (call.action == "socket") words.emplace_back("family", ToText(family));
  std::string port = "0";
  for (const auto& [key, value] : call.arguments) {
    if (call.action == "connect" && key == "to") {
      const auto remote = known.LocalOf(other, value);
      // To itself, where the other side has no socket of that name.
      AddAddress(remote || value != call.on ? remote : known.LocalOf(call.actor, value), words);
    } else if (call.action == "bind" && key == "port") {
      port = value;
    } else if (call.action == "bind" && key == "same_port_as") {
      const auto local = known.LocalOf(call.actor, value);
      port = std::to_string(local ? local->port : 0);
    } else {
      words.emplace_back(key, value);
    }
  }
  if (call.action == "bind") {
    words.emplace_back("address", own_address);
    words.emplace_back("port", port);
  }
  return words;
}

Words WordsOf(const WirePeer& wire_peer) {
  const auto by_itself = [](bool does) { return does ? "automatic" : "manual"; };
  std::string options;
  for (const std::string& each : wire_peer.options) options += (options.empty() ? "" : ",") + each;
  return {{"acks", by_itself(wire_peer.acknowledges)},
          {"handshake", by_itself(wire_peer.shakes_hands)},
          {"iss", std::to_string(wire_peer.iss.Bits())},
          {"options", options},
          {"window", std::to_string(wire_peer.window)}};
}

}  // namespace closespec
