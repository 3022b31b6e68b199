// The beginning of a scenario's file, to be filled in: it loads and runs as it is.

#ifndef CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_
#define CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_

#include <filesystem>
#include <string>

#include "suites/model/loader.h"

namespace closespec {

enum class OtherSide { kSocketCalls, kSegments };

// Writes `id`.json below the suite's folder and gives its path. Throws a DocumentError when `id` is
// none, the file exists or cannot be written, or no clause of that name binds a stack.
std::filesystem::path WriteScaffold(const std::filesystem::path& suites, const Suite& suite,
                                    const std::string& id, const std::string& clause,
                                    OtherSide other_side);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SCAFFOLD_H_
