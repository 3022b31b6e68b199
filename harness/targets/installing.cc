#include "harness/targets/installing.h"

#include <boost/process.hpp>
#include <system_error>
#include <vector>

namespace closespec {
namespace {

namespace process = boost::process;

std::vector<std::string> ArgumentsOf(const LaunchPlan& plan) {
  return {plan.command.begin() + 1, plan.command.end()};
}

}  // namespace

std::optional<std::string> WhatIsMissing(const LaunchPlan& install) {
  if (install.command.empty()) return std::nullopt;
  std::vector<std::string> arguments = ArgumentsOf(install);
  arguments.emplace_back("--check");
  process::ipstream output;
  std::error_code error;
  process::child check(process::exe = install.command.front(), process::args = arguments,
                       process::std_in<process::null, process::std_out> output,
                       process::std_err > process::null, error);
  if (error) return "cannot run " + install.command.front() + ": " + error.message();
  std::string first_line;
  std::getline(output, first_line);
  for (std::string rest; std::getline(output, rest);) {
  }
  check.wait();
  if (check.exit_code() == 0) return std::nullopt;
  return first_line.empty() ? install.command.front() + " --check failed" : first_line;
}

bool Install(const LaunchPlan& install) {
  if (install.command.empty()) return true;
  std::error_code error;
  const int status = process::system(process::exe = install.command.front(),
                                     process::args = ArgumentsOf(install), error);
  return !error && status == 0;
}

}  // namespace closespec
