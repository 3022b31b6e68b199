// A request with its arguments as values. An argument that is missing, odd or out of range throws
// Refused, which becomes the answer `refused why=..`; so does a key that the action does not know.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_REQUEST_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "peers/protocol/message.h"

namespace closespec::socket_peer {

struct Refused {
  std::string why;
};

class Request {
 public:
  explicit Request(protocol::Message message) : message_(std::move(message)) {}

  [[nodiscard]] const std::string& Tag() const { return message_.tag; }
  [[nodiscard]] const std::string& Action() const { return message_.word; }
  [[nodiscard]] const protocol::Message& AsMessage() const { return message_; }

  // `keys`: those that the action has, separated by spaces.
  void MustHaveOnly(std::string_view keys) const;

  [[nodiscard]] bool Has(std::string_view key) const;
  [[nodiscard]] std::string Text(std::string_view key) const;
  // A name that can be the tag of a line.
  [[nodiscard]] std::string Name(std::string_view key) const;
  // One of `allowed` (separated by spaces); `otherwise` when the key is not there.
  [[nodiscard]] std::string Word(std::string_view key, std::string_view allowed,
                                 std::string_view otherwise) const;
  // Comma-separated, each one of `allowed`.
  [[nodiscard]] std::vector<std::string> Words(std::string_view key,
                                               std::string_view allowed) const;
  [[nodiscard]] int Number(std::string_view key, std::optional<int> otherwise = {},
                           int minimum = -2147483647 - 1, int maximum = 2147483647) const;

 private:
  protocol::Message message_;
};

std::vector<std::string> Split(std::string_view text, char at);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_REQUEST_H_
