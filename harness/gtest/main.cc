// Every case as a GoogleTest. One test runs at a time there, so the first iteration's environment
// lets the engine conduct all selected cases at once; each test then only tells what came of it.

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <memory>

#include "harness/cli/installation.h"
#include "harness/gtest/case_test.h"
#include "harness/gtest/conducted_cases.h"
#include "harness/sandbox/jail.h"

namespace closespec {
namespace {

int RunTests(const GtestOptions& options, RunPlan& plan, const Jail& jail, OwnKernel& kernel) {
  ConductedCases cases(options, plan, jail, kernel);
  RegisterCaseTests(plan.suite, cases);
  auto environment = std::make_unique<ConductingEnvironment>(cases);
  // GoogleTest owns it from here on.
  ::testing::AddGlobalTestEnvironment(environment.release());
  const int code = RUN_ALL_TESTS();
  const bool selected = ::testing::UnitTest::GetInstance()->test_to_run_count() > 0;
  return code != 0 || selected ? code : kNothingSelected;
}

int Main(int argc, char** argv) {
  GtestOptions options;
  options.run.command.assign(argv, argv + argc);
  ::testing::InitGoogleTest(&argc, argv);
  options.installation = FindInstallation();
  options.run.profile = "full";
  CLI::App app(
      "closespec's cases as GoogleTests, with the flags of GoogleTest (--help) and these:");
  app.add_option("--suites", options.installation.suites, "Folder of scenarios")
      ->check(CLI::ExistingDirectory);
  app.add_option("--target", options.run.target, "Stack under test: a name or a file");
  app.add_option("--peer-target", options.run.peer_target, "The other side: a name or a file");
  app.add_option("--output", options.run.output,
                 "Folder of the run (default: closespec-results/TIMESTAMP)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kAsExpected : kWrongUsage;
  }
  RunPlan plan = PlanRun(options.installation, options.run);
  OwnKernel kernel;
  return RunInJail([&](const Jail& jail) { return RunTests(options, plan, jail, kernel); },
                   {.user_namespace = plan.sut.link != LinkKind::kInterface});
}

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  try {
    return closespec::Main(argc, argv);
  } catch (const closespec::DocumentError& error) {
    std::fprintf(stderr, "closespec_gtest: %s\n", error.what());
    return closespec::kWrongUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "closespec_gtest: %s\n", error.what());
    return closespec::kRunBroke;
  }
}
