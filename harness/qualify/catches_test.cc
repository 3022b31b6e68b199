#include "harness/qualify/catches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Sighting Seen(Catch how, const std::string& scenario) {
  return {.how = how, .case_id = scenario + "[family=ipv4]", .by = "sut.recv#1: x"};
}

Proof ProofOf(std::vector<ProvedFault> faults, const std::vector<std::string>& scenarios) {
  Proof proof{.faults = std::move(faults)};
  for (const std::string& id : scenarios) proof.scenarios.push_back({.id = id});
  return proof;
}

TEST(CatchesOf, HasTheBestOfEachFaultAndOneOfEachScenario) {
  ProvedFault f{.name = "f"};
  f.sightings = {{"a", Seen(Catch::kCheck, "a")}, {"b", Seen(Catch::kRecord, "b")}};
  ProvedFault g{.name = "g"};
  g.sightings = {{"b", Seen(Catch::kCheck, "b")}, {"c", Seen(Catch::kNothing, "c")}};
  EXPECT_THAT(
      CatchesOf(ProofOf({f, g}, {"a", "b", "c"})),
      UnorderedElementsAre(KnownCatch{"f", "a[family=ipv4]"}, KnownCatch{"g", "b[family=ipv4]"}));
}

TEST(CatchesOf, ScenarioThatIsNobodysBestIsKept) {
  ProvedFault f{.name = "f"};
  f.sightings = {{"a", Seen(Catch::kCheck, "a")}, {"b", Seen(Catch::kRecord, "b")}};
  EXPECT_THAT(CatchesOf(ProofOf({f}, {"a", "b"})),
              ElementsAre(KnownCatch{"f", "a[family=ipv4]"}, KnownCatch{"f", "b[family=ipv4]"}));
}

class CatchesFile : public ::testing::Test {
 protected:
  CatchesFile() {
    std::string folder = ::testing::TempDir() + "/catches-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) ADD_FAILURE() << "no folder";
    folder_ = folder;
  }
  ~CatchesFile() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

TEST_F(CatchesFile, IsReadAsItWasWritten) {
  const std::vector<KnownCatch> catches = {{"f", "a/x[n=1]"}, {"g", "a/y"}};
  ASSERT_TRUE(WriteCatches(folder_ / "c", catches));
  EXPECT_EQ(ReadCatches(folder_ / "c"), catches);
}

TEST_F(CatchesFile, MayBeMissing) { EXPECT_THAT(ReadCatches(folder_ / "none"), IsEmpty()); }

TEST_F(CatchesFile, LineOfAnotherKindIsRefused) {
  for (const auto* line : {"f", "f ", " a/x", "f a/x y", ""}) {
    std::ofstream(folder_ / "c") << "f a/x\n" << line << '\n';
    try {
      ReadCatches(folder_ / "c");
      ADD_FAILURE() << line;
    } catch (const DocumentError& error) {
      EXPECT_THAT(error.what(), HasSubstr("/c:2: found \"" + std::string(line)));
    }
  }
}

TEST_F(CatchesFile, FolderThatIsNotThereIsTold) {
  EXPECT_FALSE(WriteCatches(folder_ / "none" / "c", {}));
}

}  // namespace
}  // namespace closespec
