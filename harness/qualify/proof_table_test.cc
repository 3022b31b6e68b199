#include "harness/qualify/proof_table.h"

#include <gmock/gmock.h>

#include <sstream>

#include "harness/qualify/sample_proof.h"

namespace closespec {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;

std::string Printed(const Proof& proof) {
  std::ostringstream out;
  PrintProof(out, Look{}, proof);
  return out.str();
}

TEST(ProofTable, NamesTheBestCatcherAndItsCheck) {
  const std::string text = Printed(SampleProof());
  EXPECT_THAT(text, HasSubstr("  by_check           2  linger/sees_it\n"
                              "                        sut.recv#1: returned 0\n"));
  EXPECT_THAT(text, HasSubstr("  by_record          1  linger/all_see_it\n"
                              "                        record: record r: 1"));
}

TEST(ProofTable, SaysWhatToDoAboutEachTrouble) {
  const std::string text = Printed(SampleProof());
  EXPECT_THAT(text, HasSubstr("1 planted fault lived: no scenario tells them"));
  EXPECT_THAT(text, HasSubstr("  living  Does living. Chapter linger.\n"));
  EXPECT_THAT(text, HasSubstr("1 planted fault caught weakly"));
  EXPECT_THAT(text, HasSubstr("1 scenario idle"));
  EXPECT_THAT(text, HasSubstr("  readiness/idle  Sees nothing\n"));
  EXPECT_THAT(text, HasSubstr("1 scenario could not be run"));
  EXPECT_THAT(text, HasSubstr("4 planted faults, 1 living, 1 caught weakly; 4 scenarios, 1 idle; "
                              "1 run came too late to tell\n"));
}

TEST(ProofTable, IsQuietWhenAllIsWell) {
  Proof proof = SampleProof();
  proof.faults.resize(2);
  proof.scenarios.resize(2);
  const std::string text = Printed(proof);
  EXPECT_THAT(text, Not(HasSubstr(" lived")));
  EXPECT_THAT(text, Not(HasSubstr("idle:")));
  EXPECT_THAT(text,
              HasSubstr("2 planted faults, 0 living, 0 caught weakly; 2 scenarios, 0 idle\n"));
}

TEST(ProofTable, KeepsToTheWidth) {
  std::istringstream lines(Printed(SampleProof()));
  std::vector<std::size_t> widths;
  for (std::string line; std::getline(lines, line);) widths.push_back(line.size());
  EXPECT_THAT(widths, Each(Le(static_cast<std::size_t>(kWidest))));
}

}  // namespace
}  // namespace closespec
