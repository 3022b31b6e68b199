#include "harness/cli/comparing_commands.h"

#include "harness/cli/commands.h"

namespace closespec {

ComparingCommands::ComparingCommands(CLI::App& app) {
  AddDiff(app);
  AddMerge(app);
}

void ComparingCommands::AddDiff(CLI::App& app) {
  CLI::App* diff = app.add_subcommand("diff", "What differs between two recorded runs");
  diff->add_option("before", before_, "Output folder of a run")
      ->required()
      ->check(CLI::ExistingDirectory);
  diff->add_option("after", after_, "Output folder of another run")
      ->required()
      ->check(CLI::ExistingDirectory);
  diff->add_flag("--json", as_json_, "As JSON, every case");
  diff_ = diff;
}

void ComparingCommands::AddMerge(CLI::App& app) {
  CLI::App* merge = app.add_subcommand("merge", "Join the shards of one run");
  merge->add_option("shard", shards_, "Output folders of run --shard I/N, all N")
      ->required()
      ->check(CLI::ExistingDirectory);
  merge->add_option("--output", merged_, "Folder of the whole run")->required();
  merge_ = merge;
}

std::optional<int> ComparingCommands::Run(const Installation& installation) const {
  if (diff_->parsed()) return DiffCommand(installation, before_, after_, as_json_);
  if (merge_->parsed()) return MergeCommand(shards_, merged_);
  return std::nullopt;
}

}  // namespace closespec
