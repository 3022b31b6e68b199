// write_schemas FOLDER: writes scenario.schema.json and preamble.schema.json there.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "suites/model/schema.h"

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: write_schemas FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = words[1];
  std::ofstream scenario(folder / "scenario.schema.json");
  scenario << closespec::ScenarioSchema();
  std::ofstream preamble(folder / "preamble.schema.json");
  preamble << closespec::PreambleSchema();
  scenario.flush();
  preamble.flush();
  return scenario && preamble ? 0 : 1;
}
