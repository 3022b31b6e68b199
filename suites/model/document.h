// A JSON document with comments, read into nodes that know their line, so that every complaint
// about it can say where. Duplicate keys, trailing text, deep nesting and huge files are refused.
//
//   const Document document = Document::Read("suites/linger/x.json", "linger/x.json");
//   if (document.Root().kind != Node::Kind::kObject) document.Fail(document.Root(), "...");

#ifndef CLOSESPEC_SUITES_MODEL_DOCUMENT_H_
#define CLOSESPEC_SUITES_MODEL_DOCUMENT_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/document_error.h"

namespace closespec {

struct Member;

struct Node {
  enum class Kind { kNull, kBoolean, kInteger, kFraction, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;             // of a string; of a fraction, as written
  std::vector<Node> items;      // of an array
  std::vector<Member> members;  // of an object, in file order
  int line = 0;                 // where it begins

  [[nodiscard]] const Node* Find(std::string_view key) const;
};

struct Member {
  std::string key;
  int line = 0;  // of the key
  Node value;
};

// "the number 5", "the word "abc"", "a list": for messages.
std::string Describe(const Node& node);

class Document {
 public:
  // `name` stands for the file in messages.
  static Document Parse(std::string_view text, std::string name);
  static Document Read(const std::filesystem::path& file, std::string name);

  [[nodiscard]] const Node& Root() const { return root_; }
  [[nodiscard]] const std::string& Name() const { return name_; }

  // Throws a DocumentError that points at `where`, a node of this document.
  [[noreturn]] void Fail(const Node& where, const std::string& what) const;
  // The same with the line of the key, for a key that should not be there.
  [[noreturn]] void FailKey(const Member& where, const std::string& what) const;

 private:
  std::string name_;
  Node root_;
};

// C0, DEL or C1 (in UTF-8): what a terminal obeys.
bool IsControlAt(std::string_view text, std::size_t at);

// A key as part of a pointer (RFC 6901 3).
std::string Escaped(std::string_view key);

// The whole file; a DocumentError when it cannot be read or is beyond all measure.
std::string ReadFile(const std::filesystem::path& file, const std::string& name);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_DOCUMENT_H_
