#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/commands.h"
#include "harness/cli/comparing_commands.h"
#include "harness/cli/conducting_options.h"
#include "harness/cli/installation.h"
#include "harness/cli/shard_choice.h"
#include "harness/cli/standard_output.h"
#include "suites/model/loader.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

constexpr const char* kExamples = R"(Examples:
  closespec run                                   core profile against this machine's kernel
  closespec run 'linger/*' --repeat 100           one chapter, a hundred times
  closespec run unread_data/close_with_unread_data_sends_rst
  closespec run --target wire:192.0.2.10:7/echo --wire-address 192.0.2.77
  closespec show unread_data/close_with_unread_data_sends_rst
  closespec prove                                 which scenario catches which planted fault
Exit status: 0 as expected, 1 the stack fell short, 2 wrong usage or malformed document,
             3 the run itself broke or stayed inconclusive, 4 nothing was selected.)";

constexpr const char* kQualifyExample = R"(Example:
  closespec qualify --target acme.json --output acme-1.4    leaves acme-1.4.tar.gz and its .sha256
Exit status: as of run; a run that fell short is packed all the same.)";

constexpr const char* kVerifyExample = R"(Example:
  closespec verify acme-1.4.tar.gz
Exit status: 0 all is as it says, 1 something is wrong with it, 2 wrong usage or malformed document.)";

void AddRun(CLI::App& app, RunOptions& options) {
  CLI::App* run = app.add_subcommand("run", "Run scenarios against a stack");
  run->add_option("selector", options.selectors, kSelectorHelp);
  AddConductingOptions(*run, options);
  run->add_flag("--all-targets", options.all_targets,
                "One stack after the other, all that are installed, and a table of them")
      ->excludes(run->get_option("--target"))
      ->excludes(run->get_option("--kernel"));
  run->add_option_function<std::string>(
         "--shard",
         [&options](const std::string& text) {
           const Shard shard =
               ChooseShard(text, [](const char* name) { return std::getenv(name); });
           options.shard_index = shard.index;
           options.shard_count = shard.count;
         },
         "Every N-th case, beginning with the I-th; environment[/N]: which one it is, a scheduler "
         "tells (docs/sharding.md)")
      ->type_name("I/N");
  run->add_option("--durations", options.durations,
                  "Folder of an earlier run: shards take as long as one another, by its durations")
      ->needs(run->get_option("--shard"))
      ->check(CLI::ExistingDirectory);
  run->add_option("--repeat", options.repeat, "Run every case so many times")
      ->check(CLI::Range(1, 1'000'000));
  run->add_option("--seed", options.seed, "Shuffle the cases by this number")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  run->add_flag("--no-evidence-of-passes", options.no_evidence_of_passes,
                "Keep journal and capture only of cases that did not pass");
  run->footer(kExamples);
}

CLI::App* AddProve(CLI::App& app, ProveOptions& options) {
  CLI::App* prove =
      app.add_subcommand("prove", "Plant faults, and tell which scenario catches each of them");
  prove->add_option("selector", options.selectors, "As for run");
  prove->add_option("--fault", options.faults, "Only this planted fault; may be repeated")
      ->allow_extra_args(false);
  prove->add_flag("--all", options.whole_table,
                  "Every fault against every scenario, not only until it is caught");
  prove->add_option("--target", options.target, "Stack to plant the faults in")
      ->capture_default_str();
  prove->add_option("--jobs", options.jobs, "Cases at once")->check(CLI::Range(1, 4096));
  prove
      ->add_option("--output", options.output,
                   "Folder for prove.json (default: closespec-results/TIMESTAMP)")
      ->check(NotEmpty());
  prove->add_option("--catches", options.catches,
                    "Begin with the catches in this file; they are written there anew when every "
                    "fault is caught and every scenario has caught one");
  return prove;
}

CLI::App* AddReport(CLI::App& app, ReportOptions& options) {
  CLI::App* report = app.add_subcommand("report", "A recorded run in another format");
  report->add_option("folder", options.folders, "Output folder of the run; html: of several")
      ->required()
      ->check(CLI::ExistingDirectory);
  report->add_option("--format", options.format, "One of the formats below")->required();
  report->add_option("--case", options.case_id, "Only this case, for the formats that are of one");
  report->add_option("--output", options.output, "File to write (default: standard output)")
      ->check(NotEmpty());
  report->footer(ReportFormats());
  return report;
}

CLI::App* AddQualify(CLI::App& app, RunOptions& options) {
  CLI::App* qualify =
      app.add_subcommand("qualify", "Run every case once, and pack the proof for a release");
  qualify->add_option("--target", options.target, "Stack under test: a name or a file")
      ->capture_default_str();
  qualify->add_option("--peer-target", options.peer_target, "The other side: a name or a file")
      ->capture_default_str();
  qualify->add_option("--jobs", options.jobs, "Cases at once")->check(CLI::Range(1, 4096));
  qualify
      ->add_option("--output", options.output,
                   "Folder of the run, which must be empty (default: "
                   "closespec-results/TIMESTAMP); the bundle is FOLDER.tar.gz")
      ->check(NotEmpty());
  qualify->footer(kQualifyExample);
  return qualify;
}

// CLI11 only says that a command is missing.
std::optional<std::string> UnknownCommand(const CLI::App& app, int argc, char** argv) {
  int at = 1;
  while (at < argc && argv[at][0] == '-') at += argv[at] == std::string_view("--suites") ? 2 : 1;
  if (at >= argc) return std::nullopt;
  const std::string word = argv[at];
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::count(names.begin(), names.end(), word) != 0) return std::nullopt;
  return "unknown command \"" + word + "\"" +
         Allowed(word, std::vector<std::string_view>(names.begin(), names.end()));
}

int Main(int argc, char** argv) {
  CLI::App app("closespec checks how a TCP stack ends connections.");
  app.require_subcommand(1);
  app.set_version_flag("--version", CLOSESPEC_VERSION);
  Installation installation = FindInstallation();
  app.add_option("--suites", installation.suites, "Folder of scenarios")
      ->check(CLI::ExistingDirectory);

  RunOptions options;
  options.command.assign(argv, argv + argc);
  AddRun(app, options);
  ProveOptions prove_options;
  const CLI::App* prove = AddProve(app, prove_options);
  ReportOptions report_options;
  const CLI::App* report = AddReport(app, report_options);
  const CLI::App* qualify = AddQualify(app, options);
  std::filesystem::path archive;
  CLI::App* verify = app.add_subcommand("verify", "Check a bundle that qualify made");
  verify->add_option("bundle", archive, "The .tar.gz; its .sha256 stands beside it")
      ->required()
      ->check(CLI::ExistingFile);
  verify->footer(kVerifyExample);
  const ComparingCommands comparing(app, options.command);
  std::vector<std::string> selectors;
  std::filesystem::path folder;
  const auto selecting = [&](const char* name, const char* help) {
    CLI::App* command = app.add_subcommand(name, help);
    command->add_option("selector", selectors, "As for run");
    return command;
  };
  CLI::App* list = selecting("list", "List scenarios");
  bool as_matrix = false;
  CLI::Option* matrix = list->add_flag(
      "--matrix", as_matrix, "The table of states and segments, each cell with its scenarios");
  bool as_coverage = false;
  CLI::Option* coverage =
      list->add_flag("--coverage", as_coverage,
                     "The clauses that bind a stack, each with the checks that cite it");
  matrix->excludes(coverage)->excludes(list->get_option("selector"));
  coverage->excludes(list->get_option("selector"));
  bool as_csv = false;
  list->add_flag("--csv", as_csv, "As comma-separated values")->needs(coverage);
  list->add_option("--run", folder, "--matrix or --coverage with the verdicts of that run's folder")
      ->check(CLI::ExistingDirectory);
  const CLI::App* show = selecting("show", "Show scenarios as documents");
  CLI::App* catalogue = app.add_subcommand("catalogue", "Write all scenarios as pages in Markdown");
  catalogue->add_option("folder", folder, "Where to: README.md and a page for each chapter")
      ->required();
  const CLI::App* lint = app.add_subcommand("lint", "Check all scenarios for weaknesses");
  CLI::App* rejudge = app.add_subcommand("rejudge", "Judge a recorded run again and compare");
  rejudge->add_option("folder", folder, "Output folder of the run")
      ->required()
      ->check(CLI::ExistingDirectory);
  std::string id;
  std::string clause;
  bool wire = false;
  CLI::App* scaffold = app.add_subcommand("new", "Begin the file of a new scenario");
  scaffold->add_option("id", id, "CHAPTER/NAME")->required();
  scaffold->add_option("--clause", clause, "What it tests: an id of suites/requirements.json")
      ->required();
  scaffold->add_flag("--wire", wire, "Against a peer that sends single segments");
  CLI::App* profile = app.add_subcommand(
      "profile", "What a stack does where no text decides; with two, in what they differ");
  profile->add_option("source", folder, "Output folder of a run, or a file with a profile")
      ->required()
      ->check(CLI::ExistingPath);
  std::filesystem::path other;
  profile->add_option("other", other, "Another one to compare with")->check(CLI::ExistingPath);
  CLI::App* targets = app.add_subcommand("targets", "The stacks known here");
  std::string target;
  CLI::App* install = targets->add_subcommand("install", "Install what a stack needs here");
  install->add_option("target", target, "A name or a file")->required();
  const CLI::App* doctor = app.add_subcommand("doctor", "What this machine lacks, if anything");

  // Now that all commands are there: each would have inherited it.
  app.footer(kExamples);
  if (const auto unknown = UnknownCommand(app, argc, argv)) {
    std::fprintf(stderr, "closespec: %s\n", unknown->c_str());
    return kWrongUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kAsExpected : comparing.WrongUsage();
  }
  if (!folder.empty() && list->parsed() && !as_matrix && !as_coverage) {
    std::fputs("closespec: list --run needs --matrix or --coverage\n", stderr);
    return kWrongUsage;
  }
  if (const auto code = comparing.Run(installation)) return *code;
  if (as_coverage) return CoverageCommand(installation, folder, as_csv);
  if (as_matrix) return MatrixCommand(installation, folder);
  if (list->parsed()) return ListCommand(installation, selectors);
  if (show->parsed()) return ShowCommand(installation, selectors);
  if (catalogue->parsed()) return CatalogueCommand(installation, folder);
  if (lint->parsed()) return LintCommand(installation);
  if (scaffold->parsed()) return NewCommand(installation, id, clause, wire);
  if (profile->parsed()) return ProfileCommand(folder, other);
  if (rejudge->parsed()) return RejudgeCommand(installation, folder);
  if (qualify->parsed()) return QualifyCommand(installation, options);
  if (verify->parsed()) return VerifyCommand(installation, archive);
  if (report->parsed()) return ReportCommand(installation, report_options);
  if (prove->parsed()) return ProveCommand(installation, prove_options);
  if (install->parsed()) return InstallTargetCommand(installation, target);
  if (targets->parsed()) return TargetsCommand(installation);
  if (doctor->parsed()) return DoctorCommand(installation);
  if (options.all_targets) return RunAllTargetsCommand(installation, options);
  return RunCommand(installation, options);
}

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  try {
    return closespec::AllSaid(closespec::Main(argc, argv));
  } catch (const closespec::DocumentError& error) {
    std::fprintf(stderr, "closespec: %s\n", error.what());
    return closespec::kWrongUsage;
  } catch (const closespec::NothingSelected& error) {
    std::fprintf(stderr, "closespec: %s\n", error.what());
    return closespec::kNothingSelected;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "closespec: %s\n", error.what());
    return closespec::kRunBroke;
  }
}
