#include "suites/model/reading.h"

#include <algorithm>
#include <array>

#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

[[noreturn]] void FailKind(const Reading& reading, const Node& written, const std::string& wanted) {
  const Node& meant = Meant(reading, written);
  std::string found = Describe(meant);
  if (&meant != &written) found = written.text + " = " + found;
  reading.document.Fail(written, "must be " + wanted + ", found " + found);
}

bool HasControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsControlAt(text, i)) return true;
  }
  return false;
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace

const Node& Meant(const Reading& reading, const Node& written) {
  if (written.kind != Node::Kind::kString || !written.text.starts_with('$')) return written;
  const std::string_view name = std::string_view(written.text).substr(1);
  std::vector<std::string_view> names;
  for (const auto& [bound, value] : reading.bindings) {
    if (bound == name) return value;
    names.push_back(bound);
  }
  reading.document.Fail(written, "unknown parameter " + Quoted(name) + Allowed(name, names));
}

std::int64_t ReadInteger(const Reading& reading, const Node& written, std::int64_t minimum,
                         std::int64_t maximum) {
  const Node& meant = Meant(reading, written);
  if (meant.kind == Node::Kind::kInteger && minimum <= meant.integer && meant.integer <= maximum) {
    return meant.integer;
  }
  std::string wanted = "a whole number";
  if (maximum != kNoMaximum) {
    wanted += " from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  } else if (minimum != -kNoMaximum) {
    wanted += " of at least " + std::to_string(minimum);
  }
  FailKind(reading, written, wanted);
}

std::string ReadText(const Reading& reading, const Node& written) {
  const Node& meant = Meant(reading, written);
  if (meant.kind != Node::Kind::kString || meant.text.empty()) {
    FailKind(reading, written, "a text");
  }
  // What lies behind it never reaches a command line, an environment or a file's name.
  if (meant.text.find('\0') != std::string::npos) {
    FailKind(reading, written, "a text without NUL");
  }
  return meant.text;
}

std::string ReadProse(const Document& document, const Node& node) {
  if (node.kind != Node::Kind::kString || node.text.empty() || HasControl(node.text)) {
    document.Fail(node,
                  "must be one line of text without control characters, found " + Describe(node));
  }
  return node.text;
}

bool IsName(std::string_view text) {
  constexpr std::string_view kFirst = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  constexpr std::string_view kRest =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  return !text.empty() && text.size() <= kLongestName &&
         kFirst.find(text[0]) != std::string_view::npos &&
         text.find_first_not_of(kRest) == std::string_view::npos;
}

std::string ReadName(const Reading& reading, const Node& written) {
  const Node& meant = Meant(reading, written);
  if (meant.kind != Node::Kind::kString || !IsName(meant.text)) {
    FailKind(reading, written, "a name of letters, digits and _");
  }
  return meant.text;
}

std::string ReadWord(const Reading& reading, const Node& written,
                     std::span<const std::string_view> allowed, std::string_view what) {
  const Node& meant = Meant(reading, written);
  // `"how": 3` is as good as `"how": "3"`.
  const bool number = meant.kind == Node::Kind::kInteger;
  if (!number && meant.kind != Node::Kind::kString) {
    FailKind(reading, written, "a word" + Allowed("", allowed));
  }
  std::string word = number ? std::to_string(meant.integer) : meant.text;
  if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
    reading.document.Fail(
        written, "unknown " + std::string(what) + " " + Quoted(word) + Allowed(word, allowed));
  }
  return word;
}

std::vector<std::string> ReadWords(const Reading& reading, const Node& written,
                                   std::span<const std::string_view> allowed,
                                   std::string_view what) {
  const std::string text = ReadText(reading, written);
  std::vector<std::string> words;
  if (text == "none") return words;
  const std::vector<std::string_view> written_words = Words(text, " ,|");
  if (written_words.empty()) FailKind(reading, written, "words or \"none\"");
  for (const std::string_view word : written_words) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
      reading.document.Fail(
          written, "unknown " + std::string(what) + " " + Quoted(word) + Allowed(word, allowed));
    }
    words.emplace_back(word);
  }
  return words;
}

bool ReadBoolean(const Reading& reading, const Node& written) {
  if (written.kind != Node::Kind::kBoolean) FailKind(reading, written, "true or false");
  return written.boolean;
}

Range ReadRange(const Reading& reading, const Node& written, std::int64_t minimum) {
  const Node& meant = Meant(reading, written);
  if (meant.kind == Node::Kind::kInteger) {
    const std::int64_t number = ReadInteger(reading, written, minimum);
    return {number, number};
  }
  if (meant.kind != Node::Kind::kObject || meant.members.empty()) {
    FailKind(reading, written, R"(a whole number or {"min": a, "max": b})");
  }
  constexpr std::array<std::string_view, 2> kKeys = {"min", "max"};
  AllowKeys(reading.document, written, kKeys, "a range");
  Range range{minimum, kNoMaximum};
  if (const Node* low = written.Find("min")) range.minimum = ReadInteger(reading, *low, minimum);
  if (const Node* high = written.Find("max")) range.maximum = ReadInteger(reading, *high, minimum);
  if (range.minimum > range.maximum) {
    reading.document.Fail(written, "the range is empty: min is above max");
  }
  return range;
}

void RequireObject(const Document& document, const Node& node) {
  if (node.kind != Node::Kind::kObject) {
    document.Fail(node, "must be an object, found " + Describe(node));
  }
}

void AllowKeys(const Document& document, const Node& object,
               std::span<const std::string_view> allowed, std::string_view what) {
  for (const Member& member : object.members) {
    if (std::find(allowed.begin(), allowed.end(), member.key) != allowed.end()) continue;
    document.FailKey(member, std::string(what) + " has no key " + Quoted(member.key) +
                                 Allowed(member.key, allowed));
  }
}

const Node& Require(const Document& document, const Node& object, std::string_view key,
                    std::string_view what) {
  if (const Node* found = object.Find(key)) return *found;
  document.Fail(object, std::string(what) + " needs the key " + Quoted(key));
}

}  // namespace closespec
