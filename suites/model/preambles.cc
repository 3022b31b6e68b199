#include "suites/model/preambles.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "suites/model/expand.h"
#include "suites/model/parse_header.h"
#include "suites/model/parse_wire.h"
#include "suites/model/reading.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

const Node* BaseOf(const Document& document) { return document.Root().Find("preamble"); }

}  // namespace

void Preambles::Add(const std::string& name, Document document) {
  documents_.emplace(name, std::move(document));
}

void Preambles::AddWitness(const std::string& name, Document document) {
  witnesses_.emplace(name, std::move(document));
}

std::vector<std::string_view> Preambles::Names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, document] : documents_) names.push_back(name);
  return names;
}

void Preambles::CheckHead(const Document& document, const Requirements& requirements) {
  const Reading reading{document, {}};
  RequireObject(document, document.Root());
  AllowKeys(document, document.Root(), kPreambleKeys, "a preamble");
  for (const std::string_view key : {"title", "purpose"}) {
    ReadProse(document, Require(document, document.Root(), key, "a preamble"));
  }
  ParseNeeds(reading, document.Root());
  ParseClauses(reading, requirements, document.Root());
}

void Preambles::Check(const Requirements& requirements) const {
  for (const auto& [name, document] : witnesses_) {
    CheckHead(document, requirements);
    for (const std::string_view key : {"preamble", "wire_peer"}) {
      const Node* given = document.Root().Find(key);
      if (given != nullptr) document.Fail(*given, "a witness has no " + std::string(key));
    }
  }
  for (const auto& [name, document] : documents_) {
    CheckHead(document, requirements);
    const Node* base = BaseOf(document);
    if (base != nullptr) ReadWord({document, {}}, *base, Names(), "preamble");
  }
  for (const auto& [name, document] : documents_) {
    std::set<std::string> seen = {name};
    const Document* at = &document;
    while (const Node* base = BaseOf(*at)) {
      if (!seen.insert(base->text).second) {
        at->Fail(*base, "the preamble \"" + name + "\" builds on itself");
      }
      at = &documents_.at(base->text);
    }
  }
  for (const auto& [name, document] : documents_) {
    for (const Actor opener : {Actor::kSut, Actor::kPeer}) {
      CheckPreambleSteps(*this, name, requirements, opener);
    }
  }
}

std::optional<WirePeer> Preambles::WirePeerOf(const std::string& name) const {
  std::optional<WirePeer> peer;
  for (const Document* document : Chain(name)) {
    const Node* given = document->Root().Find("wire_peer");
    if (given != nullptr) peer = ParseWirePeer({*document, {}}, *given, peer.value_or(WirePeer{}));
  }
  return peer;
}

const Document* Preambles::WitnessOf(std::string_view state) const {
  std::string name(state);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
  const auto found = witnesses_.find(name);
  return found == witnesses_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Preambles::Witnesses() const {
  std::vector<std::string_view> names;
  for (const auto& [name, document] : witnesses_) names.push_back(name);
  return names;
}

std::vector<const Document*> Preambles::Chain(const std::string& name) const {
  std::vector<const Document*> chain;
  const Document* at = &documents_.at(name);
  chain.push_back(at);
  while (const Node* base = BaseOf(*at)) {
    at = &documents_.at(base->text);
    chain.push_back(at);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace closespec
