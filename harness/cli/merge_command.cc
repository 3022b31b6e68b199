#include <filesystem>
#include <iostream>
#include <optional>
#include <system_error>

#include "harness/cli/commands.h"
#include "harness/cli/run_folder.h"
#include "reports/diff/shards.h"
#include "reports/json/results_reader.h"
#include "reports/json/results_writer.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

constexpr const char* kResults = "results.json";

// Nothing is written before all shards are known to fit.
Run ReadShards(const std::vector<fs::path>& folders) {
  Shards shards;
  for (const fs::path& folder : folders) {
    const std::string file = (folder / kResults).string();
    shards.End(ReadResults(
        file, {.on_head = [&shards, &file](const Run& head) { shards.Begin(file, head); },
               .on_case = [&shards](CaseResult&& result) { shards.Add(result.id); }}));
  }
  return shards.Whole();
}

// A results file may come from anywhere; what it names is taken from below its folder alone.
void RequireBelow(const fs::path& folder, const std::string& stem) {
  const fs::path normal = fs::path(stem).lexically_normal();
  if (normal.is_absolute() || normal.empty() || *normal.begin() == "..") {
    throw DocumentError((folder / kResults).string() + ": evidence outside of its folder: " + stem);
  }
}

// What is wrong, if anything.
std::optional<std::string> CopyEvidence(const fs::path& from, const fs::path& to,
                                        const std::string& stem) {
  RequireBelow(from, stem);
  std::error_code error;
  fs::create_directories((to / stem).parent_path(), error);
  for (const char* ending : {".journal", ".pcap"}) {
    const fs::path source = from / (stem + ending);
    if (error || !fs::exists(source, error)) continue;
    fs::copy_file(source, to / (stem + ending), fs::copy_options::overwrite_existing, error);
  }
  if (!error) return std::nullopt;
  return (to / stem).string() + ": " + error.message();
}

// What is wrong, if anything.
std::optional<std::string> Write(const std::vector<fs::path>& folders, const Run& whole,
                                 const fs::path& output) {
  std::optional<std::string> trouble;
  const auto note = [&trouble](const std::optional<WriteTrouble>& found) {
    if (found && !trouble) trouble = found->what;
  };
  ResultsWriter writer(output / kResults);
  note(writer.Begin(whole));
  for (const fs::path& folder : folders) {
    ReadResults(folder / kResults, {.on_case = [&](CaseResult&& result) {
                  if (trouble) return;
                  if (!result.evidence.empty()) {
                    trouble = CopyEvidence(folder, output, result.evidence);
                  }
                  if (!trouble) note(writer.Add(result));
                }});
  }
  if (!trouble) note(writer.Finish(whole.finished, false));
  return trouble;
}

}  // namespace

int MergeCommand(const MergeOptions& options) {
  const auto& [shards, output] = options;
  const Run whole = ReadShards(shards);
  const fs::path folder = MakeRunFolder(output);
  for (const fs::path& each : shards) {
    if (!fs::equivalent(each, folder)) continue;
    throw DocumentError("--output " + output.string() + ": is one of the shards");
  }
  // Evidence that is there already would pass for that of this run.
  for (const char* each : {kResults, "evidence"}) {
    if (!fs::exists(folder / each)) continue;
    throw DocumentError("--output " + output.string() + ": holds a run already");
  }
  if (const auto trouble = Write(shards, whole, folder)) {
    std::cerr << "closespec: " << *trouble << '\n';
    return kRunBroke;
  }
  std::cout << whole.selection->cases << (whole.selection->cases == 1 ? " case" : " cases")
            << " of " << shards.size() << (shards.size() == 1 ? " shard: " : " shards: ")
            << (folder / kResults).string() << '\n';
  return kAsExpected;
}

}  // namespace closespec
