#include "suites/model/loader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "suites/model/document.h"
#include "suites/model/expand.h"
#include "suites/model/load_requirements.h"
#include "suites/model/preambles.h"
#include "suites/model/sha256.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".json";

bool IsId(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

class SuiteReader {
 public:
  SuiteReader(const fs::path& folder, std::span<const std::string> selectors)
      : folder_(folder), selectors_(selectors) {}

  Suite Read() {
    if (!fs::is_directory(folder_)) throw DocumentError(folder_.string() + ": no such folder");
    Suite suite;
    const Document clauses = Open("requirements.json");
    suite.requirements = ParseRequirements(clauses);
    suite.requirements_file = clauses.Name();
    Preambles preambles;
    for (const std::string& file : JsonFiles("preambles")) {
      preambles.Add(fs::path(file).stem().string(), Open(file));
    }
    for (const std::string& file : JsonFiles("witnesses")) {
      preambles.AddWitness(fs::path(file).stem().string(), Open(file));
    }
    preambles.Check(suite.requirements);
    const std::vector<std::string> ids = Ids();
    for (const std::string& id : ids) {
      const std::string file = id + std::string(kSuffix);
      if (IsWanted(id, ids)) {
        suite.scenarios.push_back(ParseScenario(Open(file), id, suite.requirements, preambles));
      } else {
        Read(file);
      }
    }
    suite.revision = Revision();
    return suite;
  }

 private:
  std::string Name(const std::string& file) const { return (folder_ / file).generic_string(); }

  const std::string& Read(const std::string& file) {
    return contents_[file] = ReadFile(folder_ / file, Name(file));
  }

  Document Open(const std::string& file) { return Document::Parse(Read(file), Name(file)); }

  // Of all scenarios, in suite order.
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const std::string& chapter : Chapters()) {
      for (const std::string& file : JsonFiles(chapter)) {
        ids.push_back(file.substr(0, file.size() - kSuffix.size()));
        if (!IsId(std::string_view(ids.back()).substr(chapter.size() + 1))) {
          throw DocumentError(Name(file) + ": a scenario's file has a name of small letters, " +
                              "digits and _, and ends in .json");
        }
      }
    }
    return ids;
  }

  bool IsWanted(const std::string& id, const std::vector<std::string>& ids) {
    if (!everything_) {
      everything_ =
          selectors_.empty() || std::ranges::any_of(selectors_, [&](const std::string& selector) {
            return std::ranges::none_of(
                ids, [&](const std::string& any) { return CanMean(selector, any); });
          });
    }
    return *everything_ || std::ranges::any_of(selectors_, [&](const std::string& selector) {
      return CanMean(selector, id);
    });
  }

  std::vector<std::string> Chapters() const {
    std::vector<std::string> chapters;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_directory() && CanBeChapter(name)) {
        chapters.push_back(name);
      }
    }
    std::sort(chapters.begin(), chapters.end());
    return chapters;
  }

  std::vector<std::string> JsonFiles(const std::string& chapter) const {
    std::vector<std::string> files;
    if (!fs::is_directory(folder_ / chapter)) return files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / chapter)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file() && !name.starts_with('.') && name.ends_with(kSuffix)) {
        files.push_back((fs::path(chapter) / name).generic_string());
      }
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  std::string Revision() const {
    Sha256 hash;
    for (const auto& [file, content] : contents_) {
      hash.Add(file + "\n" + std::to_string(content.size()) + "\n");
      hash.Add(content);
    }
    return hash.Finish();
  }

  fs::path folder_;
  std::span<const std::string> selectors_;
  std::optional<bool> everything_;               // is wanted
  std::map<std::string, std::string> contents_;  // by name within the folder
};

}  // namespace

bool CanBeChapter(std::string_view folder) {
  return IsId(folder) && folder != "model" && folder != "preambles" && folder != "witnesses";
}

Suite LoadSuite(const std::filesystem::path& folder, std::span<const std::string> selectors) {
  try {
    return SuiteReader(folder, selectors).Read();
  } catch (const fs::filesystem_error& error) {
    throw DocumentError(error.what());
  }
}

}  // namespace closespec
