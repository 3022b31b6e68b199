// Every document of testdata/ as the loader takes it: good ones load, each bad one is refused with
// the message that stands beside it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "suites/model/document.h"
#include "suites/model/expand.h"
#include "suites/model/load_requirements.h"
#include "suites/model/preambles.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = CLOSESPEC_SOURCE_DIR;
const fs::path kTestdata = kSource / "suites/model/testdata";

std::vector<fs::path> JsonFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Loads a scenario or preamble on the shipped clauses and the preamble of an open connection.
void Load(const fs::path& file) {
  const Requirements requirements =
      ParseRequirements(Document::Read(kSource / "suites/requirements.json", "requirements.json"));
  Preambles preambles;
  preambles.Add("established",
                Document::Read(kSource / "suites/preambles/established.json", "established.json"));
  preambles.AddWitness("established", Document::Read(kSource / "suites/witnesses/established.json",
                                                     "witnesses/established.json"));
  Document document = Document::Read(file, file.filename().string());
  if (file.filename().string().starts_with("preamble_")) {
    preambles.Add(file.stem().string(), std::move(document));
    preambles.Check(requirements);
    return;
  }
  preambles.Check(requirements);
  const Scenario scenario =
      ParseScenario(document, "chapter/" + file.stem().string(), requirements, preambles);
  EXPECT_THAT(scenario.cases, ::testing::Not(::testing::IsEmpty()));
}

std::string NameOf(const ::testing::TestParamInfo<fs::path>& info) {
  return info.param.stem().string();
}

class GoodDocument : public ::testing::TestWithParam<fs::path> {};

TEST_P(GoodDocument, Loads) { EXPECT_NO_THROW(Load(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Corpus, GoodDocument, ::testing::ValuesIn(JsonFiles(kTestdata / "good")),
                         NameOf);

class BadDocument : public ::testing::TestWithParam<fs::path> {};

TEST_P(BadDocument, IsRefusedWithTheMessageBesideIt) {
  fs::path expected = GetParam();
  expected.replace_extension(".expected");
  std::string message = "no complaint";
  try {
    Load(GetParam());
  } catch (const DocumentError& error) {
    message = error.what();
  }
  EXPECT_EQ(message + "\n", ReadFile(expected, expected.filename().string()));
}

INSTANTIATE_TEST_SUITE_P(Corpus, BadDocument, ::testing::ValuesIn(JsonFiles(kTestdata / "bad")),
                         NameOf);

}  // namespace
}  // namespace closespec
