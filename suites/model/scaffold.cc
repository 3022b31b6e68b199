#include "suites/model/scaffold.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "suites/model/document_error.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

constexpr std::string_view kIdLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";

constexpr std::string_view kPurpose =
    "  \"purpose\": \"What goes wrong for an application where this is broken.\",\n";

constexpr std::string_view kSteps = R"(  "preamble": "established",
  "steps": [
    // What leads there: no check.
    {"peer": "send", "bytes": 5},
    {"sut": "wait_readable", "bytes": 5},
    // What the clause demands. Each check stands behind the step that makes its outcome certain.
    {"sut": "recv", "expect": 5},
    {"wire": "never", "flags": "RST"}
    // What no text decides: {"sut": "recv", "record": "second recv"}
  ]
}
)";

constexpr std::string_view kWireSteps = R"(  "preamble": "wire_established",
  "steps": [
    // What leads there: no check.
    {"wire": "send", "flags": "FIN|ACK"},
    // What the clause demands. Each check stands behind the step that makes its outcome certain.
    {"wire": "sut_sends", "flags": "ACK", "ack": "RCV.NXT"},
    {"sut": "recv", "expect": 0}
    // What no text decides: {"wire": "silence", "record": "what follows"}
  ]
}
)";

void RequireId(const std::string& id) {
  const std::size_t slash = id.find('/');
  const bool is_id =
      slash != std::string::npos && slash > 0 && slash + 1 < id.size() &&
      std::count(id.begin(), id.end(), '/') == 1 &&
      std::string(id).erase(slash, 1).find_first_not_of(kIdLetters) == std::string::npos;
  if (!is_id) {
    throw DocumentError("found \"" + id + "\" as the name of a scenario, allowed is CHAPTER/NAME " +
                        "of small letters, digits and _");
  }
}

// A folder that is there is a chapter when it holds scenarios; one that is not becomes one.
void RequireChapter(const std::filesystem::path& suites, const Suite& suite,
                    const std::string& chapter) {
  std::set<std::string_view> chapters;
  for (const Scenario& each : suite.scenarios) chapters.insert(each.chapter);
  const bool can_become = CanBeChapter(chapter) && !std::filesystem::exists(suites / chapter);
  if (chapters.contains(chapter) || can_become) return;
  const std::vector<std::string_view> known(chapters.begin(), chapters.end());
  throw DocumentError(
      "found \"" + chapter + "\" as a chapter, but " + (suites / chapter).generic_string() +
      " holds no scenarios; a chapter is a new folder or one that does" + Allowed(chapter, known));
}

void RequireClause(const Suite& suite, const std::string& clause) {
  const auto found = suite.requirements.find(clause);
  if (found != suite.requirements.end() && found->second.binds == "stack") return;
  std::vector<std::string_view> known;
  for (const auto& [id, each] : suite.requirements) {
    if (each.binds == "stack") known.push_back(id);
  }
  throw DocumentError("no clause \"" + clause + "\" in " + suite.requirements_file +
                      " binds a stack" + DidYouMean(clause, known));
}

}  // namespace

std::vector<Placeholder> PlaceholdersIn(std::string_view text) {
  std::vector<Placeholder> found;
  const auto look_for = [&](std::string_view part, const std::string& what) {
    const std::size_t at = text.find(part);
    if (at == std::string_view::npos) return;
    const auto lines = std::ranges::count(text.substr(0, at), '\n');
    found.push_back({static_cast<int>(lines) + 1, what});
  };
  look_for(kPurpose, "the purpose");
  look_for(kSteps, "the steps");
  look_for(kWireSteps, "the steps");
  return found;
}

std::filesystem::path WriteScaffold(const std::filesystem::path& suites, const Suite& suite,
                                    const std::string& id, const std::string& clause,
                                    OtherSide other_side) {
  RequireId(id);
  RequireChapter(suites, suite, id.substr(0, id.find('/')));
  RequireClause(suite, clause);
  const std::filesystem::path file = suites / (id + ".json");
  if (std::filesystem::exists(file)) throw DocumentError(file.string() + ": exists already");
  std::string title = id.substr(id.find('/') + 1);
  std::replace(title.begin(), title.end(), '_', ' ');
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file);
  out << "{\n  \"title\": \"" << title << "\",\n"
      << kPurpose << "  \"requirements\": [\"" << clause << "\"],\n"
      << (other_side == OtherSide::kSegments ? kWireSteps : kSteps);
  out.close();
  if (!out) throw DocumentError(file.string() + ": cannot be written");
  return file;
}

}  // namespace closespec
