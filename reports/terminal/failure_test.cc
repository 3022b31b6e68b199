#include "reports/terminal/failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "reports/ladder/sample_case.h"
#include "reports/terminal/failure_groups.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Golden(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::string(GOLDEN_FOLDER) + "/" + name).rdbuf();
  return text.str();
}

std::string Shown(const Look& look, const Sample& sample) {
  const Requirements requirements = SampleRequirements();
  std::ostringstream out;
  PrintFailure(out,
               {.requirements = requirements,
                .look = look,
                .repeat = "closespec run --target acme.json",
                .seed = 42,
                .folder = "closespec-results/latest"},
               sample.judged, sample.result, sample.journal);
  return out.str();
}

// Every line fits but for the quoted id, which must stay one word.
void ExpectToFit(const std::string& text, int columns) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find('\'') != std::string::npos) continue;
    EXPECT_LE(Width(line), static_cast<std::size_t>(columns)) << line;
  }
}

TEST(FailureTest, GoldenWide) {
  EXPECT_EQ(Shown({}, UnreadDataSample()), Golden("unread_data_wide.txt"));
}

TEST(FailureTest, GoldenNarrowAscii) {
  EXPECT_EQ(Shown({.columns = 72, .unicode = false}, UnreadDataSample()),
            Golden("unread_data_narrow_ascii.txt"));
}

TEST(FailureTest, GoldenInconclusive) {
  EXPECT_EQ(Shown({}, LostCaptureSample()), Golden("lost_capture_wide.txt"));
}

TEST(FailureTest, ColourChangesNoText) {
  const std::string coloured = Shown({.colour = true}, UnreadDataSample());
  EXPECT_THAT(coloured, HasSubstr("\033[1;31m"));
  EXPECT_EQ(std::regex_replace(coloured, std::regex("\033\\[[0-9;]*m"), ""),
            Shown({}, UnreadDataSample()));
}

TEST(FailureTest, FitsEveryWidth) {
  for (int columns = kNarrowest; columns <= kWidest; ++columns) {
    ExpectToFit(Shown({.columns = columns}, UnreadDataSample()), columns);
    ExpectToFit(Shown({.columns = columns, .unicode = false}, LostCaptureSample()), columns);
  }
}

TEST(FailureTest, AsciiIsAscii) {
  const std::string text = Shown({.unicode = false}, LostCaptureSample());
  EXPECT_TRUE(std::ranges::all_of(text, [](char each) { return each > 0; }));
}

TEST(FailureTest, WithoutAJournalTheReasonIsLeft) {
  Sample sample = UnreadDataSample();
  sample.journal = {};
  sample.result.checks = {};
  sample.result.verdict = Verdict::kError;
  sample.result.reason = "no namespace: unshare: EPERM";
  const std::string text = Shown({}, sample);
  EXPECT_THAT(text, HasSubstr("\nno namespace: unshare: EPERM\n"));
  EXPECT_THAT(text, HasSubstr("makers of closespec"));
  EXPECT_THAT(text, Not(HasSubstr("│")));
}

// An invariant has neither step nor entry: expected and observed stand with its clause.
TEST(FailureTest, ACheckWithoutAPlaceInTheLadderIsTold) {
  Sample sample = UnreadDataSample();
  sample.result.checks = {{.expected = "every octet or a signal",
                           .observed = "5 octets lost",
                           .clause = "unknown-1",
                           .verdict = Verdict::kFail,
                           .signature = "byte_ledger: lost"}};
  const std::string text = Shown({}, sample);
  EXPECT_THAT(text, HasSubstr("  expected  every octet or a signal\n  observed  5 octets lost\n"
                              "  clause    unknown-1\n"));
  EXPECT_THAT(text, Not(HasSubstr("╰─")));
}

TEST(FailureTest, AQuoteInAnIdIsSafeInAShell) {
  Sample sample = UnreadDataSample();
  sample.result.id = "x[word=it's]";
  EXPECT_THAT(Shown({}, sample), HasSubstr("run --target acme.json 'x[word=it'\\''s]' --seed 42"));
}

class FailureGroupsTest : public ::testing::Test {
 protected:
  void Add(const Sample& sample, const std::string& parameters) {
    Sample other = sample;
    other.result.id = other.result.scenario + parameters;
    groups_.Add(other.judged, other.result, other.journal);
  }
  std::string Printed() const {
    std::ostringstream out;
    groups_.Print(out);
    return out.str();
  }
  static std::size_t Times(const std::string& text, const std::string& piece) {
    std::size_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string::npos;
         at = text.find(piece, at + 1)) {
      ++count;
    }
    return count;
  }

  const Requirements requirements_ = SampleRequirements();
  FailureGroups groups_{{.requirements = requirements_}};
};

TEST_F(FailureGroupsTest, CasesOfOneSignatureAreShownOnce) {
  Add(UnreadDataSample(), "[unread=5]");
  Add(UnreadDataSample(), "[unread=6]");
  Add(UnreadDataSample(), "[unread=7]");
  const std::string text = Printed();
  EXPECT_EQ(Times(text, "FAIL  "), 1U);
  EXPECT_THAT(text, HasSubstr("the same in 2 more cases\n    [unread=6]\n    [unread=7]\n"));
}

TEST_F(FailureGroupsTest, AnotherSignatureIsAnotherGroupAndTheWorstComesFirst) {
  Add(LostCaptureSample(), "[unread=5]");
  Add(UnreadDataSample(), "[unread=6]");
  Sample other = UnreadDataSample();
  other.result.checks.back().signature = "peer.recv#1: blocked, expected ECONNRESET";
  Add(other, "[unread=7]");
  const std::string text = Printed();
  EXPECT_EQ(Times(text, "FAIL  "), 2U);
  EXPECT_LT(text.rfind("FAIL  "), text.find("INCONCLUSIVE  "));
}

TEST_F(FailureGroupsTest, APassIsQuietAndAKnownCaseIsALine) {
  Sample sample = UnreadDataSample();
  sample.result.verdict = Verdict::kPass;
  Add(sample, "[unread=5]");
  EXPECT_EQ(Printed(), "");
  sample = UnreadDataSample();
  sample.result.known = true;
  sample.result.checks.back().known = "planned for 7.2";
  Add(sample, "[unread=6]");
  EXPECT_EQ(Printed(),
            "known  unread_data/close_with_unread_data_sends_rst[unread=6]: planned for "
            "7.2\n\n");
  Add(sample, "[unread=7]");
  EXPECT_THAT(Printed(), HasSubstr("sends_rst, 2 cases: planned"));
}

}  // namespace
}  // namespace closespec
