// The commands that hold runs against each other or against what is expected: diff, merge, history,
// gate, bisect.

#ifndef CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_
#define CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/options.h"

namespace closespec {

class ComparingCommands {
 public:
  // Adds them to the program's own; `app` fills this when it parses. `command`: as typed.
  ComparingCommands(CLI::App& app, const std::vector<std::string>& command);
  ComparingCommands(const ComparingCommands&) = delete;
  ComparingCommands& operator=(const ComparingCommands&) = delete;

  // The exit code, or nothing when none of them was meant.
  [[nodiscard]] std::optional<int> Run(const Installation& installation) const;
  // The exit code of words that could not be parsed, whichever command was meant.
  [[nodiscard]] int WrongUsage() const;

 private:
  void AddDiff(CLI::App& app);
  void AddMerge(CLI::App& app);
  void AddHistory(CLI::App& app);
  void AddGate(CLI::App& app);
  void AddBisect(CLI::App& app);

  const CLI::App* diff_ = nullptr;
  const CLI::App* merge_ = nullptr;
  const CLI::App* history_ = nullptr;
  const CLI::App* history_add_ = nullptr;
  const CLI::App* gate_ = nullptr;
  const CLI::App* bisect_ = nullptr;
  DiffOptions diff_options_;
  MergeOptions merge_options_;
  HistoryOptions history_options_;
  GateOptions gate_options_;
  BisectOptions bisect_options_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_COMPARING_COMMANDS_H_
