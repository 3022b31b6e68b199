#include "suites/model/document.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace closespec {
namespace {

constexpr std::uintmax_t kMaximumOctets = 4U << 20U;
constexpr char kC1Lead = '\xC2';

std::optional<std::string> PointerTo(const Node& wanted, const Node& root) {
  if (&wanted == &root) return "";
  for (std::size_t i = 0; i < root.items.size(); ++i) {
    if (const auto rest = PointerTo(wanted, root.items[i])) {
      return "/" + std::to_string(i) + *rest;
    }
  }
  for (const Member& member : root.members) {
    if (const auto rest = PointerTo(wanted, member.value)) return "/" + Escaped(member.key) + *rest;
  }
  return std::nullopt;
}

// A message is one line.
std::string Printable(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string result;
  for (std::size_t i = 0; i < std::min(text.size(), kLongest); ++i) {
    const bool is_control = IsControlAt(text, i);
    result += is_control ? '?' : text[i];
    if (is_control && text[i] == kC1Lead) ++i;
  }
  return text.size() > kLongest ? result + "..." : result;
}

[[noreturn]] void Throw(const std::string& name, int line, const std::string& pointer,
                        const std::string& what) {
  throw DocumentError(name + ":" + std::to_string(line) + ": " +
                      (pointer.empty() ? what : pointer + ": " + what));
}

}  // namespace

bool IsControlAt(std::string_view text, std::size_t at) {
  const auto octet = static_cast<unsigned char>(text[at]);
  if (octet < ' ' || octet == 0x7F) return true;
  return text[at] == kC1Lead && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

std::string Escaped(std::string_view key) {
  std::string result;
  for (const char each : key) {
    if (each == '~') {
      result += "~0";
    } else if (each == '/') {
      result += "~1";
    } else {
      result += each;
    }
  }
  return result;
}

const Node* Node::Find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [key](const Member& each) { return each.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

std::string Describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return "null";
    case Node::Kind::kBoolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::kInteger:
      return std::to_string(node.integer);
    case Node::Kind::kFraction:
      return node.text;
    case Node::Kind::kString:
      return "\"" + Printable(node.text) + "\"";
    case Node::Kind::kArray:
      return node.items.empty() ? "an empty list" : "a list";
    case Node::Kind::kObject:
      return node.members.empty() ? "an empty object" : "an object";
  }
  return "";
}

Document Document::Read(const std::filesystem::path& file, std::string name) {
  const std::string text = ReadFile(file, name);
  return Parse(text, std::move(name));
}

void Document::Fail(const Node& where, const std::string& what) const {
  Throw(name_, where.line, PointerTo(where, root_).value_or(""), what);
}

void Document::FailKey(const Member& where, const std::string& what) const {
  Throw(name_, where.line, PointerTo(where.value, root_).value_or(""), what);
}

std::string ReadFile(const std::filesystem::path& file, const std::string& name) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    throw DocumentError(name + ": no such file");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw DocumentError(name + ": cannot be opened");
  if (std::filesystem::file_size(file, ignored) > kMaximumOctets) {
    throw DocumentError(name + ": larger than 4 MiB, which no document of a suite is");
  }
  std::ostringstream content;
  content << stream.rdbuf();
  if (stream.bad()) throw DocumentError(name + ": cannot be read");
  return std::move(content).str();
}

}  // namespace closespec
