#include "reports/json/case_line.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reports/json/results_reader.h"
#include "reports/json/results_text.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr const char* kLean = R"({"id":"a/x[n=1]","verdict":"pass","microseconds":7})";

std::optional<CaseResult> Read(const std::string& line) { return CaseLineReader().Read(line); }

// As the reader does that takes any layout and tells every mistake: of a file whose first case
// stands behind the bracket no line is taken at once.
std::optional<CaseResult> ReadSlowly(const TemporaryFile& file, const std::string& line) {
  std::ofstream(file.Path()) << R"({"format":"closespec-results","version":1,"run":)"
                             << R"({"closespec":"","suite_revision":"","started":"","kernel":"",)"
                             << R"("command":[],"follows":[],"seed":0,"jobs":0,)"
                             << R"("sut":{"target":"","stack":"","settings":{}},)"
                             << R"("peer":{"target":"","stack":"","settings":{}}},)"
                             << "\n\"cases\":[ " << line
                             << "\n],\n\"finished\":\"\",\"interrupted\":false}\n";
  try {
    const Run run = ReadRun(file.Path());
    return run.cases.size() == 1 ? std::optional(run.cases.front()) : std::nullopt;
  } catch (const DocumentError&) {
    return std::nullopt;
  }
}

void ExpectTheSame(const TemporaryFile& file, const std::string& line) {
  EXPECT_EQ(Read(line), ReadSlowly(file, line)) << line;
}

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

std::vector<std::string> OutOfOrder() {
  const std::string deep(100'000, '[');
  return {"",
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
          R"({"id":"a","verdict":"pass","microseconds":7,"checks":)" + deep};
}

TEST(CaseLineReader, LeavesWhatIsNotInOrder) {
  for (const std::string& each : OutOfOrder()) {
    EXPECT_EQ(Read(each), std::nullopt) << each.substr(0, 100);
  }
}

// Two parsers read results.json: no line may be one thing to the quick one and another to the
// other.
TEST(CaseLineReader, TakesAndRefusesWhatTheWholeReaderDoes) {
  const TemporaryFile file;
  ASSERT_TRUE(ReadSlowly(file, kLean));
  ASSERT_FALSE(ReadSlowly(file, "{}"));
  for (const std::string& each : OutOfOrder()) ExpectTheSame(file, each);
  for (const char* each :
       {"-0", "7e0", "7.0", "07", "1e400", "18446744073709551616", "null", "[]"}) {
    ExpectTheSame(file, std::string(R"({"id":"a","verdict":"pass","microseconds":)") + each + "}");
  }
  for (const char* each : {R"(\u0000)", R"(\ud800)", R"(\ud83d\ude00)", R"(\x)", "\t", "\x7f",
                           "\xed\xa0\x80", "\xf0\x9f\x98\x80", R"(\/)"}) {
    ExpectTheSame(file,
                  std::string(R"({"id":")") + each + R"(","verdict":"pass","microseconds":7})");
  }
}

TEST(CaseLineReader, TakesAndRefusesWhatTheWholeReaderDoesOfLinesThatWereAltered) {
  constexpr std::string_view kOctets = "\"0-}]\\ x\xff,:{";
  const TemporaryFile file;
  for (const CaseResult& each : SampleRun().cases) {
    const std::string line = CaseText(each);
    ExpectTheSame(file, line);
    for (std::size_t at = 0; at < line.size(); ++at) {
      std::string altered = line;
      altered[at] = kOctets[at % kOctets.size()];
      ExpectTheSame(file, altered);
      ExpectTheSame(file, line.substr(0, at) + line.substr(at + 1));
    }
  }
}

}  // namespace
}  // namespace closespec
