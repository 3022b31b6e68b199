// The preambles of a suite: steps that bring a connection into a state, each built on another; and
// its witnesses: steps that show, on the wire, that a connection is in a state.

#ifndef CLOSESPEC_SUITES_MODEL_PREAMBLES_H_
#define CLOSESPEC_SUITES_MODEL_PREAMBLES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/document.h"
#include "suites/model/requirement.h"
#include "suites/model/wire_peer.h"

namespace closespec {

class Preambles {
 public:
  // Takes the document of a preamble; `name` is its file's without ".json".
  void Add(const std::string& name, Document document);
  // `name` is the state's in small letters.
  void AddWitness(const std::string& name, Document document);
  // Every preamble is well formed, builds on one that exists, and not on itself.
  void Check(const Requirements& requirements) const;

  [[nodiscard]] bool Has(const std::string& name) const { return documents_.contains(name); }
  [[nodiscard]] std::vector<std::string_view> Names() const;
  // The preamble and what it builds on, the deepest first. Only after Check.
  [[nodiscard]] std::vector<const Document*> Chain(const std::string& name) const;
  // The wire peer that the preamble brings with it, if it does. Only after Check.
  [[nodiscard]] std::optional<WirePeer> WirePeerOf(const std::string& name) const;

  // Of the state as RFC 9293 spells it; null if there is none.
  [[nodiscard]] const Document* WitnessOf(std::string_view state) const;
  // States that have a witness, in small letters.
  [[nodiscard]] std::vector<std::string_view> Witnesses() const;

 private:
  static void CheckHead(const Document& document, const Requirements& requirements);

  std::map<std::string, Document> documents_;
  std::map<std::string, Document> witnesses_;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PREAMBLES_H_
