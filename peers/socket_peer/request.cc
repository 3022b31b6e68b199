#include "peers/socket_peer/request.h"

#include <algorithm>
#include <charconv>

namespace closespec::socket_peer {
namespace {

bool IsOneOf(std::string_view word, std::string_view allowed) {
  const auto words = Split(allowed, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<std::string> Split(std::string_view text, char at) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(at), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

void Request::MustHaveOnly(std::string_view keys) const {
  for (const auto& [key, value] : message_.values) {
    if (!IsOneOf(key, keys) && key != "background") {
      throw Refused{Action() + " has no key " + key};
    }
  }
}

bool Request::Has(std::string_view key) const { return protocol::Find(message_, key) != nullptr; }

std::string Request::Text(std::string_view key) const {
  const std::string* text = protocol::Find(message_, key);
  if (text == nullptr) throw Refused{Action() + " needs " + std::string(key)};
  return *text;
}

std::string Request::Name(std::string_view key) const {
  std::string name = Text(key);
  if (!protocol::IsName(name)) throw Refused{std::string(key) + " is no name"};
  return name;
}

std::string Request::Word(std::string_view key, std::string_view allowed,
                          std::string_view otherwise) const {
  if (!Has(key) && !otherwise.empty()) return std::string(otherwise);
  std::string word = Text(key);
  if (!IsOneOf(word, allowed))
    throw Refused{std::string(key) + " is none of " + std::string(allowed)};
  return word;
}

std::vector<std::string> Request::Words(std::string_view key, std::string_view allowed) const {
  if (!Has(key)) return {};
  auto words = Split(Text(key), ',');
  for (const auto& word : words) {
    if (!IsOneOf(word, allowed)) throw Refused{std::string(key) + " has no " + word};
  }
  return words;
}

int Request::Number(std::string_view key, std::optional<int> otherwise, int minimum,
                    int maximum) const {
  if (!Has(key) && otherwise) return *otherwise;
  const std::string text = Text(key);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Refused{std::string(key) + " is no number"};
  }
  if (number < minimum || number > maximum) throw Refused{std::string(key) + " is out of range"};
  return number;
}

}  // namespace closespec::socket_peer
