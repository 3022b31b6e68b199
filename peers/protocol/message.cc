#include "peers/protocol/message.h"

#include <algorithm>
#include <optional>

namespace closespec::protocol {
namespace {

// Far above what any action has; keeps the search for keys that come twice cheap.
constexpr std::size_t kMaximumValues = 64;

// Spelt out because <cctype> follows the locale.
bool IsPlain(char octet) {
  return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z') ||
         (octet >= '0' && octet <= '9') ||
         std::string_view("._:/+,-").find(octet) != std::string_view::npos;
}

std::optional<unsigned> HexDigit(char octet) {
  if (octet >= '0' && octet <= '9') return octet - '0';
  if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
  if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
  return std::nullopt;
}

void AppendEncoded(std::string_view value, std::string& line) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char octet : value) {
    if (IsPlain(octet)) {
      line += octet;
      continue;
    }
    const auto number = static_cast<unsigned char>(octet);
    line += '%';
    line += kDigits[number >> 4];
    line += kDigits[number & 15];
  }
}

std::optional<std::string> Decode(std::string_view encoded) {
  std::string value;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (IsPlain(encoded[i])) {
      value += encoded[i];
      continue;
    }
    if (encoded[i] != '%' || i + 2 >= encoded.size()) return std::nullopt;
    const auto high = HexDigit(encoded[i + 1]);
    const auto low = HexDigit(encoded[i + 2]);
    if (!high || !low) return std::nullopt;
    value += static_cast<char>(*high << 4 | *low);
    i += 2;
  }
  return value;
}

std::vector<std::string_view> SplitAtSpaces(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const auto space = line.find(' ');
    words.push_back(line.substr(0, space));
    if (space == std::string_view::npos) return words;
    line.remove_prefix(space + 1);
  }
}

}  // namespace

bool operator==(const Message& left, const Message& right) {
  return left.tag == right.tag && left.word == right.word && left.values == right.values;
}

const std::string* Find(const Message& message, std::string_view key) {
  for (const auto& [each, value] : message.values) {
    if (each == key) return &value;
  }
  return nullptr;
}

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsPlain);
}

std::string Format(const Message& message) {
  std::string line = message.tag;
  if (!message.word.empty()) line += ' ' + message.word;
  for (const auto& [key, value] : message.values) {
    line += ' ' + key + '=';
    AppendEncoded(value, line);
  }
  return line;
}

std::variant<Message, Malformed> Parse(std::string_view line) {
  if (line.size() > kMaximumLine) return Malformed{"line over 65536 octets"};
  const auto words = SplitAtSpaces(line);
  if (!IsName(words[0])) return Malformed{"no tag"};

  Message message;
  message.tag = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto equals = words[i].find('=');
    const auto key = words[i].substr(0, equals);
    if (!IsName(key)) return Malformed{"a word that is no name"};
    if (equals == std::string_view::npos) {
      if (i != 1) return Malformed{"a word without = behind the first"};
      message.word = key;
      continue;
    }
    if (message.values.size() == kMaximumValues) return Malformed{"too many values"};
    if (Find(message, key) != nullptr) return Malformed{"a key twice"};
    auto value = Decode(words[i].substr(equals + 1));
    if (!value) return Malformed{"bad percent-encoding"};
    message.values.emplace_back(key, *std::move(value));
  }
  if (words.size() == 1) return Malformed{"nothing behind the tag"};
  return message;
}

}  // namespace closespec::protocol
