#include "reports/json/results_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "reports/json/results_reader.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ResultsWriterTest : public ::testing::Test {
 protected:
  static std::string Read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  const TemporaryFile file_;
  const std::filesystem::path& path_ = file_.Path();
};

TEST_F(ResultsWriterTest, WhatIsWrittenIsReadBack) {
  const closespec::Run run = SampleRun();
  ASSERT_FALSE(WriteResults(path_, run));
  EXPECT_EQ(ReadRun(path_), run);
}

TEST_F(ResultsWriterTest, ACaseIsALineAndAPassIsLean) {
  ASSERT_FALSE(WriteResults(path_, SampleRun()));
  EXPECT_THAT(
      Read(path_),
      HasSubstr(
          "\n{\"id\":\"orderly_release/close[family=ipv4,opener=sut]\",\"verdict\":\"pass\","
          "\"microseconds\":1834,\"checks\":[{\"step\":8,\"expected\":\"FIN, perhaps ACK\","
          "\"observed\":\"FIN|ACK\",\"clause\":\"rfc9293-3.6-p2\",\"entry\":31},"
          "{\"expected\":\"the invariant\",\"observed\":\"held\",\"level\":\"SHOULD\"}]},\n"));
}

TEST_F(ResultsWriterTest, AfterEveryCallTheFileIsWhole) {
  closespec::Run expected = SampleRun();
  const std::vector<CaseResult> cases = std::exchange(expected.cases, {});
  expected.finished = "";
  expected.interrupted = false;

  ResultsWriter writer(path_);
  ASSERT_FALSE(writer.Begin(expected));
  EXPECT_EQ(ReadRun(path_), expected);
  for (const CaseResult& each : cases) {
    ASSERT_FALSE(writer.Add(each));
    expected.cases.push_back(each);
    EXPECT_EQ(ReadRun(path_), expected);
  }
  EXPECT_THAT(Read(path_), Not(HasSubstr("summary")));
}

TEST_F(ResultsWriterTest, TheSummaryCountsByVerdictAndChapter) {
  ASSERT_FALSE(WriteResults(path_, SampleRun()));
  EXPECT_THAT(Read(path_),
              HasSubstr("\"summary\":{\"cases\":3,\"pass\":1,\"fail\":1,\"unsupported\":1,"
                        "\"known\":1,\"rerun\":1,\"chapters\":{"
                        "\"elsewhere\":{\"cases\":1,\"unsupported\":1},"));
}

TEST_F(ResultsWriterTest, OctetsThatAreNotTextDoNoHarm) {
  closespec::Run run = SampleRun();
  run.cases[0].reason = "\xff\xfe";
  ASSERT_FALSE(WriteResults(path_, run));
  EXPECT_EQ(ReadRun(path_).cases[0].reason, "\uFFFD\uFFFD");
}

// A limit of the file's size stands in for a disk that is full.
TEST_F(ResultsWriterTest, AFullDiskIsToldAndTheFileStaysAsItWas) {
  const closespec::Run run = SampleRun();
  ResultsWriter writer(path_);
  ASSERT_FALSE(writer.Begin(run));
  ASSERT_FALSE(writer.Add(run.cases[0]));
  const std::string before = Read(path_);

  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &usual), 0);
  const rlimit tight{before.size() + 20, usual.rlim_max};
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const auto add = writer.Add(run.cases[1]);
  const auto finish = writer.Finish("2026-11-24T23:19:00Z", false);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &usual), 0);
  (void)std::signal(SIGXFSZ, old_handler);

  ASSERT_TRUE(add);
  EXPECT_THAT(add->what, HasSubstr("File too large"));
  EXPECT_TRUE(finish);
  EXPECT_EQ(Read(path_), before);
  // There is room again.
  EXPECT_FALSE(writer.Add(run.cases[1]));
  EXPECT_EQ(ReadRun(path_).cases.size(), 2U);
}

TEST_F(ResultsWriterTest, AFolderThatIsMissingIsTold) {
  ResultsWriter writer(path_ / "missing" / "results.json");
  const auto trouble = writer.Begin(SampleRun());
  ASSERT_TRUE(trouble);
  EXPECT_THAT(trouble->what, HasSubstr("missing/results.json: "));
  EXPECT_TRUE(writer.Add(SamplePass()));
}

}  // namespace
}  // namespace closespec
