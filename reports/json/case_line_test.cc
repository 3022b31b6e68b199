#include "reports/json/case_line.h"

#include <gtest/gtest.h>

#include "reports/json/results_text.h"
#include "reports/json/sample_run.h"

namespace closespec {
namespace {

constexpr const char* kLean = R"({"id":"a/x[n=1]","verdict":"pass","microseconds":7})";

std::optional<CaseResult> Read(const std::string& line) { return CaseLineReader().Read(line); }

// Else a file is read, but slowly.
TEST(CaseLineReader, TakesEverythingThatIsWritten) {
  CaseLineReader reader;
  for (const CaseResult& each : SampleRun().cases) {
    EXPECT_EQ(reader.Read(CaseText(each)), each) << each.id;
  }
  const auto lean = reader.Read(kLean);
  ASSERT_TRUE(lean);
  EXPECT_EQ(lean->scenario, "a/x");
  EXPECT_EQ(lean->chapter, "a");
}

TEST(CaseLineReader, LeavesWhatIsNotInOrder) {
  const std::string deep(100'000, '[');
  for (const std::string& each : std::vector<std::string>{
           "",
           "{}",
           "[]",
           "null",
           "{",
           R"({"id":"a","verdict":"pass"})",
           R"({"id":"a","microseconds":7})",
           R"({"verdict":"pass","microseconds":7})",
           R"({"id":"a","verdict":"psas","microseconds":7})",
           R"({"id":"a","verdict":"pass","microseconds":-7})",
           R"({"id":"a","verdict":"pass","microseconds":7.0})",
           R"({"id":"a","verdict":"pass","microseconds":9223372036854775808})",
           R"({"id":"a","verdict":"pass","microseconds":7,"attempts":0})",
           R"({"id":"a","verdict":"pass","microseconds":7,"attempts":2147483648})",
           R"({"id":"a","verdict":"pass","microseconds":7,"raeson":"r"})",
           R"({"id":"a","id":"a","verdict":"pass","microseconds":7})",
           R"({"id":7,"verdict":"pass","microseconds":7})",
           R"({"id":"a","verdict":"pass","microseconds":7,"blame":"me"})",
           R"({"id":"a","verdict":"pass","microseconds":7,"checks":{}})",
           R"({"id":"a","verdict":"pass","microseconds":7,"checks":[{"level":"must"}]})",
           R"({"id":"a","verdict":"pass","microseconds":7,"checks":[{"sginature":""}]})",
           R"({"id":"a","verdict":"pass","microseconds":7,"records":[{"what":"w"}]})",
           std::string(kLean) + "}",
           std::string(kLean) + ",",
           std::string(kLean) + kLean,
           std::string(kLean) + std::string(1, '\0'),
           std::string("\xff") + kLean,
           "{\"id\":\"\xff\",\"verdict\":\"pass\",\"microseconds\":7}",
           R"({"id":"a","verdict":"pass","microseconds":7,"checks":)" + deep}) {
    EXPECT_EQ(Read(each), std::nullopt) << each.substr(0, 100);
  }
}

}  // namespace
}  // namespace closespec
