// A request with its arguments as values. An argument that is missing, odd or out of range throws
// Refused, which becomes the answer `refused why=..`; so does a key that the action does not know.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_REQUEST_H_
#define CLOSESPEC_PEERS_WIRE_PEER_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "peers/protocol/message.h"

namespace closespec::wire_peer {

struct Refused {
  std::string why;
};

class Request {
 public:
  explicit Request(protocol::Message message) : message_(std::move(message)) {}

  [[nodiscard]] const std::string& Tag() const { return message_.tag; }
  [[nodiscard]] const std::string& Action() const { return message_.word; }

  // `keys`: those that the action has, separated by spaces; "1..." stands for 1, 2, 3 and so on.
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
  [[nodiscard]] std::uint32_t Number(std::string_view key, std::optional<std::uint32_t> otherwise,
                                     std::uint32_t maximum) const;
  // The values of 1, 2, 3 and so on: at least one, none left out.
  [[nodiscard]] std::vector<std::string> Numbered() const;

 private:
  protocol::Message message_;
};

std::vector<std::string> Split(std::string_view text, char at);

// The whole of `text`, decimal.
std::optional<std::uint32_t> ParseNumber(std::string_view text, std::uint32_t maximum);

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_REQUEST_H_
