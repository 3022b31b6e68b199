// What the program can do, one function a command. Each gives the exit code; malformed documents
// and empty selections leave as exceptions and end in main.

#ifndef CLOSESPEC_HARNESS_CLI_COMMANDS_H_
#define CLOSESPEC_HARNESS_CLI_COMMANDS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "harness/cli/options.h"

namespace closespec {

int RunCommand(const Installation& installation, const RunOptions& options);
// On every shipped target that is installed here, and what each comes to side by side.
int RunAllTargetsCommand(const Installation& installation, const RunOptions& options);
int ListCommand(const Installation& installation, const std::vector<std::string>& selectors);
// The clauses with their checks, and the verdicts of the run in that folder, if one is given.
int CoverageCommand(const Installation& installation, const std::filesystem::path& folder,
                    bool as_csv);
// Begins a scenario's file; `wire`: against a peer that sends single segments.
int NewCommand(const Installation& installation, const std::string& id, const std::string& clause,
               bool wire);
// The records of a run's folder or a profile file; with `other` what differs.
int ProfileCommand(const std::filesystem::path& source, const std::filesystem::path& other);
// The table of the chapter segment_in_state. `folder`: a run whose verdicts it shows, or empty.
int MatrixCommand(const Installation& installation, const std::filesystem::path& folder);
// Exports a recorded run; kAsExpected whatever its verdicts are.
int ReportCommand(const Installation& installation, const ReportOptions& options);
// The formats of ReportCommand, a line each.
std::string ReportFormats();
int ShowCommand(const Installation& installation, const std::vector<std::string>& selectors);
// All scenarios as pages in that folder, which is made if it is not there.
int CatalogueCommand(const Installation& installation, const std::filesystem::path& folder);
int LintCommand(const Installation& installation);
// `folder`: a run's output.
int RejudgeCommand(const Installation& installation, const std::filesystem::path& folder);
// Runs every case once and packs what that leaves, with what is needed to check it, into one
// archive beside the run's folder. Gives the exit code of the run.
int QualifyCommand(const Installation& installation, RunOptions options);
// Whether such an archive is what it says.
int VerifyCommand(const Installation& installation, const std::filesystem::path& archive);
// Planted faults, and which scenario catches each.
int ProveCommand(const Installation& installation, const ProveOptions& options);
// Exit code 0 where nothing differs, else 1.
int DiffCommand(const Installation& installation, const DiffOptions& options);
int MergeCommand(const MergeOptions& options);
// Adds runs to a history; those that it has already are no error.
int AddToHistoryCommand(const HistoryOptions& options);
int HistoryCommand(const Installation& installation, const HistoryOptions& options);
// Exit code 0 for green, 1 for red, 3 where it is not proved.
int GateCommand(const Installation& installation, const GateOptions& options);
// Exit code 0 for good, 1 for bad, kCannotTell; what throws elsewhere ends the bisection here.
int BisectCommand(const Installation& installation, const BisectOptions& options);
int TargetsCommand(const Installation& installation);
// `target`: a name or a file.
int InstallTargetCommand(const Installation& installation, const std::string& target);
int DoctorCommand(const Installation& installation);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_COMMANDS_H_
