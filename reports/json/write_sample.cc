// Writes the sample run to the named file, for the test of the schema.

#include <iostream>

#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  closespec::Run run = closespec::SampleRun();
  if (std::string(argv[2]) == "killed") run.finished = "";
  if (const auto trouble = closespec::WriteResults(argv[1], run)) {
    std::cerr << trouble->what << "\n";
    return 1;
  }
  return 0;
}
