// Reads the scenarios, preambles and clauses of a suite folder. Every malformed document is a
// DocumentError that names file, line, JSON pointer, what was found and what is allowed.
//
//   Suite suite = LoadSuite("suites");
//   for (const Case* each : SelectCases(suite, {"linger/*"})) ...

#ifndef CLOSESPEC_SUITES_MODEL_LOADER_H_
#define CLOSESPEC_SUITES_MODEL_LOADER_H_

#include <filesystem>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/document_error.h"
#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// No scenario or case fits a selector. Ends in main, exit 4.
class NothingSelected : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Suite {
  Requirements requirements;
  std::string requirements_file;
  std::vector<Scenario> scenarios;  // by id
  std::string revision;             // SHA-256 over names and contents of all files, hexadecimal
};

// With selectors the other scenarios may be missing: they are hashed and not parsed. No selector,
// or one that fits nothing, loads all.
Suite LoadSuite(const std::filesystem::path& folder, std::span<const std::string> selectors = {});

// Selectors of the scenarios that recorded cases are of.
template <typename Cases>
std::vector<std::string> ScenariosOf(const Cases& cases) {
  std::set<std::string> scenarios;
  for (const auto& each : cases) scenarios.insert(each.id.substr(0, each.id.find('[')));
  return {scenarios.begin(), scenarios.end()};
}

// Exact case or scenario id first, then a prefix that ends at '/' or '[', then '*' and '?'
// (brackets are literal); "chapter:linger", "clause:seed-19". No selector selects all.
// Cases in suite order, each once.
std::vector<const Case*> SelectCases(const Suite& suite, std::span<const std::string> selectors);

// Of a suite's folders the code, the preambles and the witnesses are no chapters.
bool CanBeChapter(std::string_view folder);

// False only where SelectCases() can take no case of that scenario.
bool CanMean(std::string_view selector, std::string_view scenario);

// Whether a case fits an id, a prefix or a pattern.
bool FitsSelector(std::string_view selector, std::string_view scenario, std::string_view case_id);

// How each clause binds a target that follows these texts ("posix", "seed" ...); "any" always.
void ResolveLevels(const Requirements& requirements, const std::set<std::string>& follows,
                   Case& resolved);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_LOADER_H_
