// Writes the sample run to the named file, for the tests of schemas: "whole"; "killed", before its
// end; or "plain", which came to its end with a failure that nobody knows.

#include <iostream>

#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"

namespace {

closespec::Run RunOf(const std::string& kind) {
  closespec::Run run = closespec::SampleRun();
  if (kind == "killed") run.finished = "";
  if (kind != "plain") return run;
  run.interrupted = false;
  for (closespec::CaseResult& each : run.cases) {
    each.known = false;
    if (each.verdict != closespec::Verdict::kFail) continue;
    each.checks.front().verdict = closespec::Verdict::kFail;
    each.checks.front().known.reset();
  }
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  if (const auto trouble = closespec::WriteResults(argv[1], RunOf(argv[2]))) {
    std::cerr << trouble->what << "\n";
    return 1;
  }
  return 0;
}
