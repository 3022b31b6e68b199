#include "reports/terminal/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "reports/terminal/layout.h"
#include "reports/terminal/progress.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

CaseResult Result(const std::string& chapter, Verdict verdict, int milliseconds = 1) {
  CaseResult result;
  result.id = chapter + "/x[n=" + std::to_string(milliseconds) + "]";
  result.chapter = chapter;
  result.verdict = verdict;
  result.duration = std::chrono::milliseconds(milliseconds);
  return result;
}

Run Head() {
  closespec::Run run;
  run.sut = {"acme", "acme-1.2", {}};
  run.peer = {"linux", "linux-6.18.44", {}};
  return run;
}

std::string Printed(const Summary& summary, const Look& look, const SummaryContext& context) {
  std::ostringstream out;
  summary.Print(out, look, Head(), context);
  return out.str();
}

TEST(SummaryTest, AGoodRunIsShort) {
  Summary summary;
  summary.Add(Result("linger", Verdict::kPass, 2));
  EXPECT_EQ(Printed(summary, {}, {.elapsed = std::chrono::milliseconds(1500), .results = "r.json"}),
            "chapter  cases  pass  fail\n"
            "linger       1     1     ·\n"
            "\n"
            "slowest        2.0 ms  linger/x[n=2]\n"
            "\n"
            "1 case in 1.5 s, SUT acme (acme-1.2), peer linux (linux-6.18.44)\n"
            "exit 0: as expected\n"
            "results: r.json\n");
}

TEST(SummaryTest, CountsByChapterAndShowsOnlyColumnsThatAreUsed) {
  Summary summary;
  CaseResult known = Result("unread_data", Verdict::kFail);
  known.known = true;
  summary.Add(known);
  summary.Add(Result("linger", Verdict::kDeviates));
  summary.Add(Result("linger", Verdict::kPass));
  EXPECT_THAT(Printed(summary, {.unicode = false}, {}),
              StartsWith("chapter      cases  pass  deviates  fail  known\n"
                         "linger           2     1         1     -      -\n"
                         "unread_data      1     -         -     1      1\n"
                         "all              3     1         1     1      1\n"));
}

CaseResult NotRun(const std::string& reason) {
  CaseResult result = Result("linger", Verdict::kUnsupported, 0);
  result.reason = reason;
  return result;
}

TEST(SummaryTest, SaysWhyCasesWereNotRunTheMostFrequentReasonFirst) {
  Summary summary;
  summary.Add(Result("linger", Verdict::kPass, 2));
  summary.Add(NotRun("the SUT's peer has no fork"));
  summary.Add(NotRun("no package; call install"));
  summary.Add(NotRun("no package; call install"));
  const std::string text = Printed(summary, {}, {});
  EXPECT_THAT(text, HasSubstr("slowest        2.0 ms  linger/x[n=2]\n"
                              "not run    2 cases: no package; call install\n"
                              "           1 case: the SUT's peer has no fork\n"
                              "\n"));
  EXPECT_THAT(text, HasSubstr("exit 0: as expected\n"));
}

TEST(SummaryTest, CountsTheReasonsThatItDoesNotShow) {
  Summary summary;
  for (const char* reason : {"a", "b", "c", "d", "e", "f", "g"}) summary.Add(NotRun(reason));
  EXPECT_THAT(Printed(summary, {}, {}),
              HasSubstr("           1 case: e\n"
                        "           ... for 2 more reasons, in results.json\n"));
}

TEST(SummaryTest, ARunOfWhichNothingCouldBeRunIsNotAsExpected) {
  Summary summary;
  summary.Add(NotRun("no package; call install"));
  EXPECT_THAT(Printed(summary, {}, {}), HasSubstr("exit 0: none of the cases could be run\n"));
}

TEST(SummaryTest, AllColumnsFitTheNarrowest) {
  Summary summary;
  for (const Verdict each : kAllVerdicts) {
    CaseResult result = Result("a_chapter_with_a_long_name_indeed", each);
    result.known = true;
    summary.Add(result);
  }
  std::istringstream lines(Printed(summary, {.columns = kNarrowest}, {}));
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_THAT(line, HasSubstr("inconc error unsupp known"));
  do {
    EXPECT_LE(Width(line), static_cast<std::size_t>(kNarrowest)) << line;
  } while (std::getline(lines, line));
}

TEST(SummaryTest, ShowsTheFiveSlowest) {
  Summary summary;
  for (const int each : {3, 9, 1, 7, 5, 8, 2}) summary.Add(Result("c", Verdict::kPass, each));
  EXPECT_THAT(Printed(summary, {}, {}), HasSubstr("slowest        9.0 ms  c/x[n=9]\n"
                                                  "               8.0 ms  c/x[n=8]\n"
                                                  "               7.0 ms  c/x[n=7]\n"
                                                  "               5.0 ms  c/x[n=5]\n"
                                                  "               3.0 ms  c/x[n=3]\n\n"));
}

TEST(SummaryTest, TellsWhatWasRunAgainAndWhatTheExitMeans) {
  Summary summary;
  CaseResult result = Result("c", Verdict::kInconclusive);
  result.attempts = 3;
  summary.Add(result);
  const std::string text = Printed(summary, {}, {.exit_code = 3});
  EXPECT_THAT(text, HasSubstr("run again  1 case that had been inconclusive\n"));
  EXPECT_THAT(text, HasSubstr("exit 3: the run itself broke, or cases stayed inconclusive; "
                              "worth a retry\n"));
}

class ProgressTest : public ::testing::Test {
 protected:
  std::ostringstream out_;
};

TEST_F(ProgressTest, ATerminalHasOneLineThatIsOverwritten) {
  Progress progress(out_, {.live = true});
  progress.Show({.done = 12,
                 .total = 48,
                 .running = 16,
                 .failed = 2,
                 .elapsed = std::chrono::milliseconds(2000),
                 .longest_wait = std::chrono::seconds(58)});
  EXPECT_EQ(out_.str(),
            "\r12 of 48 cases, 25 %  2 failed  16 running  6/s  longest wait 58 s\033[K");
  progress.Show({.done = 13, .total = 48, .elapsed = std::chrono::milliseconds(2050)});
  progress.Clear();
  EXPECT_THAT(out_.str(), ::testing::EndsWith("58 s\033[K\r\033[K"));
}

TEST_F(ProgressTest, TheLineNeverWraps) {
  Progress progress(out_, {.columns = kNarrowest, .live = true});
  progress.Show({.done = 123456789,
                 .total = 1234567890,
                 .running = 1234567,
                 .failed = 1234567,
                 .inconclusive = 1234567,
                 .elapsed = std::chrono::milliseconds(2000),
                 .longest_wait = std::chrono::seconds(58)});
  EXPECT_LT(out_.str().size(), static_cast<std::size_t>(kNarrowest) + 4);
}

TEST_F(ProgressTest, ALogHasALineNowAndThenAndAtTheEnd) {
  Progress progress(out_, {});
  for (int second = 0; second <= 25; ++second) {
    progress.Show({.done = static_cast<std::size_t>(second),
                   .total = 25,
                   .elapsed = std::chrono::seconds(second)});
  }
  progress.Show({.done = 25, .total = 25, .elapsed = std::chrono::seconds(26)});
  progress.Clear();
  EXPECT_EQ(out_.str(),
            "10 of 25 cases, 40 %  1/s\n"
            "20 of 25 cases, 80 %  1/s\n"
            "25 of 25 cases, 100 %  1/s\n");
}

}  // namespace
}  // namespace closespec
