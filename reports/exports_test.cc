// Every export of the sample run against its golden file, and of a hostile one. harness/cli's
// report_test.py reads both with other people's parsers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "reports/ctrf/ctrf.h"
#include "reports/github/github.h"
#include "reports/junit/junit.h"
#include "reports/ktap/ktap.h"
#include "reports/markdown/markdown.h"
#include "reports/results/plain_text.h"
#include "reports/sample_recorded_run.h"
#include "reports/sarif/sarif.h"
#include "reports/tap/tap.h"

namespace closespec {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Writer = void (*)(std::ostream& out, const RecordedRun& recorded);

std::string Export(Writer write, Run run, Suite suite) {
  const RecordedRun recorded("results", std::move(run), std::move(suite));
  std::ostringstream text;
  write(text, recorded);
  return text.str();
}

struct Format {
  std::string golden;
  Writer write = nullptr;
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.golden; }

class ExportTest : public ::testing::TestWithParam<Format> {};

TEST_P(ExportTest, IsAsTheGoldenFile) {
  std::ostringstream golden;
  golden << std::ifstream(std::string(GOLDEN_FOLDER "/") + GetParam().golden).rdbuf();
  EXPECT_EQ(Export(GetParam().write, SampleRecord(), SampleSuite()), golden.str());
}

TEST_P(ExportTest, HostileTextBecomesPlain) {
  const std::string text = Export(GetParam().write, HostileRecord(), HostileSuite());
  EXPECT_EQ(PlainText(text), text);
  EXPECT_THAT(text, HasSubstr("alert(1)"));
}

INSTANTIATE_TEST_SUITE_P(
    Formats, ExportTest,
    ::testing::Values(Format{"ctrf.json", WriteCtrf}, Format{"github.txt", WriteGithub},
                      Format{"junit.xml", WriteJunit}, Format{"ktap.txt", WriteKtap},
                      Format{"markdown.md", WriteMarkdown}, Format{"sarif.json", WriteSarif},
                      Format{"tap.txt", WriteTap}));

Run ManyFailures(std::size_t count) {
  Run run = SampleRecord();
  run.cases.clear();
  for (std::size_t i = 0; i < count; ++i) {
    run.cases.push_back(
        SampleBrokenCase("unread_data/n" + std::to_string(i) + "[family=ipv4]", Verdict::kFail));
  }
  return run;
}

std::size_t LinesOf(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(GithubTest, ATenthAnnotationSaysWhatIsLeftOut) {
  const std::string ten = Export(WriteGithub, ManyFailures(10), {});
  EXPECT_EQ(LinesOf(ten), 10U);
  EXPECT_THAT(ten, Not(HasSubstr("not shown")));
  const std::string many = Export(WriteGithub, ManyFailures(12), {});
  EXPECT_EQ(LinesOf(many), 10U);
  EXPECT_THAT(many, EndsWith("::error title=closespec::3 more of 12 are not shown here\n"));
}

TEST(GithubTest, CasesThatFellForTheSameReasonAreOne) {
  closespec::Run run = ManyFailures(3);
  for (CaseResult& each : run.cases) each.scenario = "unread_data/n";
  const std::string text = Export(WriteGithub, std::move(run), {});
  EXPECT_EQ(LinesOf(text), 1U);
  EXPECT_THAT(text, HasSubstr("The same in 3 cases of this scenario."));
}

TEST(MarkdownTest, ACommentFitsAndSaysWhatIsCut) {
  const std::string text = Export(WriteMarkdownComment, ManyFailures(1000), {});
  EXPECT_LE(text.size(), 65536U);
  EXPECT_THAT(text, EndsWith(" of 1000 cases that are not as they should be do not fit here.**\n"));
  EXPECT_GT(text.size(), 64000U) << "as much as fits";
}

TEST(MarkdownTest, ASummaryFits) {
  const std::string text = Export(WriteMarkdown, ManyFailures(4000), {});
  EXPECT_LE(text.size(), 1048576U);
  EXPECT_THAT(text, HasSubstr("**Cut: "));
}

TEST(UnfinishedRunTest, IsNotTakenForAWholeOne) {
  closespec::Run run = SampleRecord();
  run.finished = "";
  EXPECT_THAT(Export(WriteTap, run, {}), HasSubstr("\nBail out! "));
  EXPECT_THAT(Export(WriteKtap, run, {}), HasSubstr("\nBail out! "));
  EXPECT_THAT(Export(WriteJunit, run, {}),
              HasSubstr("<error type=\"unfinished\" message=\"the run did not finish\">"));
  EXPECT_THAT(Export(WriteGithub, run, {}), StartsWith("::error title=closespec::The run did not"));
  EXPECT_THAT(Export(WriteMarkdown, run, {}), HasSubstr("The run did not finish."));
  EXPECT_THAT(Export(WriteSarif, run, {}), HasSubstr("\"executionSuccessful\": false"));
  EXPECT_THAT(Export(WriteCtrf, run, {}), HasSubstr("\"finished\": false"));
}

TEST(UnfinishedRunTest, GithubHasTenErrorsStill) {
  closespec::Run run = ManyFailures(12);
  run.finished = "";
  const std::string text = Export(WriteGithub, std::move(run), {});
  EXPECT_EQ(LinesOf(text), 10U);
  EXPECT_THAT(text, EndsWith("4 more of 12 are not shown here\n"));
}

}  // namespace
}  // namespace closespec
