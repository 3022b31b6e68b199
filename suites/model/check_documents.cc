// check_documents SUITE FILE...: says of each scenario or preamble file, one line each, "ok" or why
// the loader refuses it. SUITE has the clauses and preambles. The schema's test compares the two.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>

#include "suites/model/document.h"
#include "suites/model/expand.h"
#include "suites/model/load_requirements.h"
#include "suites/model/preambles.h"

namespace {

using closespec::Document;
using closespec::DocumentError;
using closespec::Preambles;
using closespec::Requirements;

Preambles ReadPreambles(const std::filesystem::path& suite) {
  Preambles preambles;
  for (const auto& entry : std::filesystem::directory_iterator(suite / "preambles")) {
    const std::string name = entry.path().stem().string();
    preambles.Add(name, Document::Read(entry.path(), "preambles/" + name + ".json"));
  }
  for (const auto& entry : std::filesystem::directory_iterator(suite / "witnesses")) {
    const std::string name = entry.path().stem().string();
    preambles.AddWitness(name, Document::Read(entry.path(), "witnesses/" + name + ".json"));
  }
  return preambles;
}

void Check(const std::filesystem::path& suite, const std::filesystem::path& file,
           const Requirements& requirements) {
  Preambles preambles = ReadPreambles(suite);
  Document document = Document::Read(file, file.filename().string());
  if (file.parent_path().filename() == "witnesses") {
    preambles.AddWitness(file.stem().string(), std::move(document));
    preambles.Check(requirements);
  } else if (file.parent_path().filename() == "preambles" ||
             file.filename().string().starts_with("preamble_")) {
    preambles.Add(file.stem().string(), std::move(document));
    preambles.Check(requirements);
  } else {
    preambles.Check(requirements);
    closespec::ParseScenario(document, "chapter/" + file.stem().string(), requirements, preambles);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "usage: check_documents SUITE FILE...\n";
    return 2;
  }
  const std::filesystem::path suite = words[1];
  const Requirements requirements = closespec::ParseRequirements(
      Document::Read(suite / "requirements.json", "requirements.json"));
  for (int i = 2; i < count; ++i) {
    try {
      Check(suite, words[i], requirements);
      std::cout << "ok\n";
    } catch (const DocumentError& error) {
      std::cout << error.what() << '\n';
    }
  }
  return 0;
}
