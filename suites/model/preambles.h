// The preambles of a suite: steps that bring a connection into a state, each built on another.

#ifndef CLOSESPEC_SUITES_MODEL_PREAMBLES_H_
#define CLOSESPEC_SUITES_MODEL_PREAMBLES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/document.h"
#include "suites/model/requirement.h"

namespace closespec {

class Preambles {
 public:
  // Takes the document of a preamble; `name` is its file's without ".json".
  void Add(const std::string& name, Document document);
  // Every preamble is well formed, builds on one that exists, and not on itself.
  void Check(const Requirements& requirements) const;

  [[nodiscard]] bool Has(const std::string& name) const { return documents_.contains(name); }
  [[nodiscard]] std::vector<std::string_view> Names() const;
  // The preamble and what it builds on, the deepest first. Only after Check.
  [[nodiscard]] std::vector<const Document*> Chain(const std::string& name) const;

 private:
  std::map<std::string, Document> documents_;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PREAMBLES_H_
