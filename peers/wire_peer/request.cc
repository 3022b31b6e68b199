#include "peers/wire_peer/request.h"

#include <algorithm>
#include <charconv>

namespace closespec::wire_peer {
namespace {

constexpr std::uint32_t kMostNumbered = 64;

bool IsOneOf(std::string_view word, std::string_view allowed) {
  return std::ranges::count(Split(allowed, ' '), word) != 0;
}

// A decimal number that begins with no zero.
bool IsOrdinal(std::string_view key) {
  return !key.empty() && key.front() != '0' && ParseNumber(key, kMostNumbered).has_value();
}

}  // namespace

std::vector<std::string> Split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::uint32_t> ParseNumber(std::string_view text, std::uint32_t maximum) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end || number > maximum) return std::nullopt;
  return number;
}

void Request::MustHaveOnly(std::string_view keys) const {
  for (const auto& [key, value] : message_.values) {
    const bool known =
        IsOneOf(key, keys) || key == "background" || (IsOneOf("1...", keys) && IsOrdinal(key));
    if (!known || key == "1...") throw Refused{Action() + " has no key " + key};
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
  if (!IsOneOf(word, allowed)) {
    throw Refused{std::string(key) + " is none of " + std::string(allowed)};
  }
  return word;
}

std::vector<std::string> Request::Words(std::string_view key, std::string_view allowed) const {
  if (!Has(key) || Text(key).empty()) return {};
  auto words = Split(Text(key), ',');
  for (const auto& word : words) {
    if (!IsOneOf(word, allowed)) throw Refused{std::string(key) + " has no " + word};
  }
  return words;
}

std::uint32_t Request::Number(std::string_view key, std::optional<std::uint32_t> otherwise,
                              std::uint32_t maximum) const {
  if (!Has(key) && otherwise) return *otherwise;
  const auto number = ParseNumber(Text(key), maximum);
  if (!number) {
    throw Refused{std::string(key) + " is no number of 0 to " + std::to_string(maximum)};
  }
  return *number;
}

std::vector<std::string> Request::Numbered() const {
  const auto given = std::ranges::count_if(
      message_.values, [](const auto& value) { return IsOrdinal(value.first); });
  if (given == 0) throw Refused{Action() + " needs 1"};
  std::vector<std::string> values;
  for (std::ptrdiff_t number = 1; number <= given; ++number) {
    values.push_back(Text(std::to_string(number)));
  }
  return values;
}

}  // namespace closespec::wire_peer
