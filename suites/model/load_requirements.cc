#include "suites/model/load_requirements.h"

#include <array>
#include <string_view>

#include "suites/model/reading.h"

namespace closespec {
namespace {

constexpr std::array<std::string_view, 9> kKeys = {
    "id", "source", "section", "label", "level", "applies_to", "binds", "text", "note"};
constexpr std::array<std::string_view, 3> kLevels = {"MUST", "SHOULD", "MAY"};
constexpr std::array<std::string_view, 6> kTexts = {"any",   "posix",   "winsock",
                                                    "linux", "freebsd", "seed"};
constexpr std::array<std::string_view, 3> kBound = {"stack", "application", "context"};

Level LevelNamed(std::string_view word) {
  if (word == "MUST") return Level::kMust;
  return word == "SHOULD" ? Level::kShould : Level::kMay;
}

Requirement ParseRequirement(const Reading& reading, const Node& node) {
  const Document& document = reading.document;
  RequireObject(document, node);
  AllowKeys(document, node, kKeys, "a clause");
  const auto required = [&](std::string_view key) -> const Node& {
    return Require(document, node, key, "a clause");
  };
  const auto optional = [&](std::string_view key) {
    const Node* found = node.Find(key);
    return found == nullptr ? std::string() : ReadText(reading, *found);
  };
  return {.id = ReadText(reading, required("id")),
          .source = ReadText(reading, required("source")),
          .section = ReadText(reading, required("section")),
          .label = optional("label"),
          .level = LevelNamed(ReadWord(reading, required("level"), kLevels, "level")),
          .text = ReadText(reading, required("text")),
          .applies_to = ReadWord(reading, required("applies_to"), kTexts, "text"),
          .binds = ReadWord(reading, required("binds"), kBound, "word of whom it binds"),
          .note = optional("note")};
}

}  // namespace

Requirements ParseRequirements(const Document& document) {
  const Reading reading{document, {}};
  RequireObject(document, document.Root());
  constexpr std::array<std::string_view, 1> kTop = {"requirements"};
  AllowKeys(document, document.Root(), kTop, "the list of clauses");
  const Node& list = Require(document, document.Root(), "requirements", "the list of clauses");
  if (list.kind != Node::Kind::kArray) document.Fail(list, "must be a list of clauses");
  Requirements requirements;
  for (const Node& item : list.items) {
    Requirement requirement = ParseRequirement(reading, item);
    std::string id = requirement.id;
    if (!requirements.emplace(std::move(id), std::move(requirement)).second) {
      document.Fail(item, "the clause \"" + item.Find("id")->text + "\" is given twice");
    }
  }
  return requirements;
}

}  // namespace closespec
