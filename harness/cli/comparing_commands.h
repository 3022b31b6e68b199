// The commands that hold recorded runs against each other or against what is expected.

#ifndef CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_
#define CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <vector>

#include "harness/cli/options.h"

namespace closespec {

class ComparingCommands {
 public:
  // Adds them to the program's own; `app` fills this when it parses.
  explicit ComparingCommands(CLI::App& app);
  ComparingCommands(const ComparingCommands&) = delete;
  ComparingCommands& operator=(const ComparingCommands&) = delete;

  // The exit code, or nothing when none of them was meant.
  [[nodiscard]] std::optional<int> Run(const Installation& installation) const;

 private:
  void AddDiff(CLI::App& app);
  void AddMerge(CLI::App& app);

  const CLI::App* diff_ = nullptr;
  std::filesystem::path before_;
  std::filesystem::path after_;
  bool as_json_ = false;
  const CLI::App* merge_ = nullptr;
  std::vector<std::filesystem::path> shards_;
  std::filesystem::path merged_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_
