// The options of all commands that conduct cases.

#ifndef CLOSESPEC_HARNESS_CLI_CONDUCTING_OPTIONS_H_
#define CLOSESPEC_HARNESS_CLI_CONDUCTING_OPTIONS_H_

#include <CLI/CLI.hpp>

#include "harness/cli/options.h"

namespace closespec {

// --target, --kernel, --peer-target, --profile, --jobs and --output.
void AddConductingOptions(CLI::App& command, RunOptions& options);

// For what names a file or a folder: '' would mean the default.
CLI::Validator NotEmpty();

inline constexpr const char* kSelectorHelp =
    "Scenario or case id, prefix ending at / or [, pattern with * and ?, chapter:NAME, clause:ID";

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_CONDUCTING_OPTIONS_H_
