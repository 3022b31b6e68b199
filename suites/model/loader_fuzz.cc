// libFuzzer: any text, as a scenario among the suite's preambles and clauses, is a scenario or a
// DocumentError. The suite's own files are good to begin with.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "suites/model/document.h"
#include "suites/model/expand.h"
#include "suites/model/load_requirements.h"
#include "suites/model/preambles.h"

namespace closespec {
namespace {

struct Surroundings {
  Requirements requirements;
  Preambles preambles;
};

Surroundings LoadSurroundings() {
  const std::filesystem::path suites = CLOSESPEC_SUITES_FOLDER;
  Surroundings loaded;
  loaded.requirements =
      ParseRequirements(Document::Read(suites / "requirements.json", "requirements.json"));
  for (const auto& entry : std::filesystem::directory_iterator(suites / "preambles")) {
    loaded.preambles.Add(entry.path().stem().string(),
                         Document::Read(entry.path(), entry.path().filename().string()));
  }
  for (const auto& entry : std::filesystem::directory_iterator(suites / "witnesses")) {
    loaded.preambles.AddWitness(entry.path().stem().string(),
                                Document::Read(entry.path(), entry.path().filename().string()));
  }
  loaded.preambles.Check(loaded.requirements);
  return loaded;
}

}  // namespace
}  // namespace closespec

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  static const closespec::Surroundings surroundings = closespec::LoadSurroundings();
  const std::string_view text(reinterpret_cast<const char*>(octets), size);
  try {
    const closespec::Scenario scenario =
        closespec::ParseScenario(closespec::Document::Parse(text, "fuzz.json"), "fuzz/fuzz",
                                 surroundings.requirements, surroundings.preambles);
    if (scenario.cases.empty()) __builtin_trap();
  } catch (const closespec::DocumentError&) {
    return 0;
  }
  return 0;
}
