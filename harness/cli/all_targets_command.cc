#include <fstream>
#include <iostream>

#include "harness/cli/commands.h"
#include "harness/cli/run_folder.h"
#include "harness/targets/installing.h"
#include "harness/targets/target.h"
#include "reports/json/results_reader.h"
#include "reports/results/results.h"
#include "reports/terminal/stacks_table.h"

namespace closespec {
namespace {

constexpr const char* kTableFile = "stacks.md";

// One after the other, because a run takes all of the machine.
int RunOn(const std::string& target, const Installation& installation, RunOptions options,
          const std::filesystem::path& output) {
  options.target = target;
  options.output = output;
  std::cout << "== " << target << '\n';
  return RunCommand(installation, options);
}

}  // namespace

int RunAllTargetsCommand(const Installation& installation, const RunOptions& options) {
  const std::filesystem::path output = MakeRunFolder(options.output);
  StacksTable table;
  int code = kAsExpected;
  for (const std::string& name : ShippedTargets(installation.targets)) {
    const Target target = LoadTarget(name, installation.targets);
    if (const auto missing = WhatIsMissing(InstallPlanFor(target, installation.peer))) {
      std::cout << "== " << name << ": left out: " << *missing << "; " << InstallCommand(name)
                << '\n';
      continue;
    }
    table.AddStack(name);
    code = WorseExit(code, RunOn(name, installation, options, output / name));
    ReadResults(output / name / "results.json",
                {.on_case = [&](CaseResult&& result) { table.Add(name, result); }});
  }
  const std::string text = table.ToMarkdown();
  std::cout << '\n' << text;
  std::ofstream(output / kTableFile) << text;
  std::cout << "\ntable: " << (output / kTableFile).string() << '\n';
  return code;
}

}  // namespace closespec
