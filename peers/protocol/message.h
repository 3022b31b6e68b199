// One line of the peer protocol (docs/peer-protocol.md) as a value: Format() writes it, Parse()
// reads it and says what is wrong with a line that is not one. C++17 without dependencies: the
// socket peer and the harness share it.

#ifndef CLOSESPEC_PEERS_PROTOCOL_MESSAGE_H_
#define CLOSESPEC_PEERS_PROTOCOL_MESSAGE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace closespec::protocol {

inline constexpr std::size_t kMaximumLine = 65536;  // octets, LF excluded

// "7 recv on=c bytes=5": tag "7", word "recv". "7 returns=5": tag "7", word "".
// "hello closespec-peer protocol=1 ..": tag "hello", word "closespec-peer".
struct Message {
  std::string tag;
  std::string word;
  std::vector<std::pair<std::string, std::string>> values;  // keys are unique
};
bool operator==(const Message& left, const Message& right);

// The value of `key`, or null.
const std::string* Find(const Message& message, std::string_view key);

// Tags, words and keys are names: not empty, of the octets that need no percent-encoding.
bool IsName(std::string_view text);

// Without LF; percent-encodes values. Tag, word (if any) and keys must be names.
std::string Format(const Message& message);

struct Malformed {
  std::string why;
};

// Strict, never throws for what the line says.
std::variant<Message, Malformed> Parse(std::string_view line);

}  // namespace closespec::protocol

#endif  // CLOSESPEC_PEERS_PROTOCOL_MESSAGE_H_
