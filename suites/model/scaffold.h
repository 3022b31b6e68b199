// The beginning of a scenario's file, to be filled in: it loads and runs as it is.

#ifndef CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_
#define CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/loader.h"

namespace closespec {

enum class OtherSide { kSocketCalls, kSegments };

// What of the beginning nobody has replaced yet: "the purpose", "the steps".
struct Placeholder {
  int line = 0;
  std::string what;
};
// Of a scenario's file.
std::vector<Placeholder> PlaceholdersIn(std::string_view text);

// Writes `id`.json below the suite's folder and gives its path. Throws a DocumentError when `id` is
// none or in no chapter, the file exists or cannot be written, or no clause of that name binds a
// stack.
std::filesystem::path WriteScaffold(const std::filesystem::path& suites, const Suite& suite,
                                    const std::string& id, const std::string& clause,
                                    OtherSide other_side);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_
