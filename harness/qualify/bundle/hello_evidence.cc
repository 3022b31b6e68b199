#include "harness/qualify/bundle/hello_evidence.h"

#include <variant>

namespace closespec {

std::optional<std::string> HelloEvidence::Add(const std::vector<PeerReady>& hellos,
                                              bool wire_peer) {
  for (const PeerReady& hello : hellos) {
    const std::string who(ToText(hello.actor));
    const bool is_wire_peer = wire_peer && hello.actor == Actor::kPeer;
    const std::string& stack = hello.actor == Actor::kSut ? sut_ : peer_;
    if (!is_wire_peer && hello.stack != stack) {
      return "its " + who + " is " + hello.stack + ", and the head of the results says " + stack;
    }
    const auto& first = first_.try_emplace({hello.actor, is_wire_peer}, hello).first->second;
    if (hello != first) return "its " + who + " can do something else than in the cases before";
  }
  return std::nullopt;
}

std::vector<PeerReady> HellosOf(const Journal& journal) {
  std::vector<PeerReady> hellos;
  for (const Entry& entry : journal.entries) {
    if (const auto* hello = std::get_if<PeerReady>(&entry.event)) hellos.push_back(*hello);
  }
  return hellos;
}

}  // namespace closespec
