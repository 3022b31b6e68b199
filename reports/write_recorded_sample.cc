// Writes the sample run, or the hostile one, to the named results.json, for the tests that read
// exports with other people's parsers.

#include <iostream>

#include "reports/json/results_writer.h"
#include "reports/sample_recorded_run.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const bool hostile = std::string(argv[2]) == "hostile";
  const closespec::Run run = hostile ? closespec::HostileRecord() : closespec::SampleRecord();
  if (const auto trouble = closespec::WriteResults(argv[1], run)) {
    std::cerr << trouble->what << "\n";
    return 1;
  }
  return 0;
}
