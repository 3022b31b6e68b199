#include "suites/model/load_requirements.h"

#include <array>
#include <string_view>

#include "suites/model/reading.h"

namespace closespec {
namespace {

constexpr std::array<std::string_view, 12> kKeys = {
    "id",    "source", "section", "label",    "level",        "applies_to",
    "binds", "text",   "note",    "restates", "unobservable", "unchecked"};
constexpr std::array<std::string_view, 3> kWithoutCheck = {"restates", "unobservable", "unchecked"};
constexpr std::array<std::string_view, 3> kLevels = {"MUST", "SHOULD", "MAY"};
constexpr std::array<std::string_view, 6> kTexts = {"any",   "posix",   "winsock",
                                                    "linux", "freebsd", "seed"};
constexpr std::array<std::string_view, 3> kBound = {"stack", "application", "context"};

Level LevelNamed(std::string_view word) {
  if (word == "MUST") return Level::kMust;
  return word == "SHOULD" ? Level::kShould : Level::kMay;
}

void CheckReasons(const Document& document, const Node& node) {
  const Node* first = nullptr;
  for (const std::string_view key : kWithoutCheck) {
    const Node* found = node.Find(key);
    if (found == nullptr) continue;
    if (first != nullptr) {
      document.Fail(*found, "one of \"restates\", \"unobservable\", \"unchecked\" is enough");
    }
    first = found;
  }
}

Requirement ParseRequirement(const Reading& reading, const Node& node) {
  const Document& document = reading.document;
  RequireObject(document, node);
  AllowKeys(document, node, kKeys, "a clause");
  CheckReasons(document, node);
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
          .note = optional("note"),
          .restates = optional("restates"),
          .unobservable = optional("unobservable"),
          .unchecked = optional("unchecked"),
          .line = node.line};
}

// A clause that is restated binds a stack and restates none itself.
void CheckRestated(const Document& document, const Node& item, const Requirements& requirements) {
  const Node* restates = item.Find("restates");
  if (restates == nullptr) return;
  const auto found = requirements.find(restates->text);
  if (found == requirements.end()) {
    document.Fail(*restates, "there is no clause \"" + restates->text + "\"");
  }
  if (found->second.binds != "stack") {
    document.Fail(*restates, "the clause \"" + restates->text + "\" binds no stack");
  }
  if (!found->second.restates.empty()) {
    document.Fail(*restates, "the clause \"" + restates->text + "\" restates \"" +
                                 found->second.restates + "\": name that one");
  }
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
  for (const Node& item : list.items) CheckRestated(document, item, requirements);
  return requirements;
}

}  // namespace closespec
