#include "reports/json/results_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "reports/json/results_text.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ResultsReaderTest : public ::testing::Test {
 protected:
  void Write(const std::string& text) const { std::ofstream(path_) << text; }

  // The message about the text, without the file's name.
  std::string Message(const std::string& text) const {
    Write(text);
    try {
      ReadRun(path_);
    } catch (const DocumentError& error) {
      const std::string what = error.what();
      EXPECT_THAT(what, StartsWith(path_.string() + ":"));
      return what.substr(path_.string().size() + 1);
    }
    return "accepted";
  }

  static std::string Whole() {
    const closespec::Run run = SampleRun();
    Tally tally;
    std::string text = RunText(run);
    for (const CaseResult& each : run.cases) {
      text += (tally.total.Cases() == 0 ? "\n" : ",\n") + CaseText(each);
      tally.Add(each);
    }
    return text + EndingText(run.finished, run.interrupted, tally);
  }

  static std::string Replaced(const std::string& what, const std::string& with) {
    std::string text = Whole();
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
  }

  const TemporaryFile file_;
  const std::filesystem::path& path_ = file_.Path();
};

TEST_F(ResultsReaderTest, TellsTheHeadBeforeTheFirstCase) {
  Write(Whole());
  std::vector<std::string> seen;
  const closespec::Run run = ReadResults(
      path_, {.on_head = [&seen](const closespec::Run& head) { seen.push_back(head.kernel); },
              .on_case = [&seen](CaseResult&& each) { seen.push_back(each.id); }});
  EXPECT_THAT(seen, ::testing::ElementsAre("6.18.44", SamplePass().id, SampleFail().id, "odd"));
  EXPECT_TRUE(run.cases.empty());
  EXPECT_EQ(run.finished, SampleRun().finished);
}

TEST_F(ResultsReaderTest, CasesMayStandAnyhow) {
  const closespec::Run run = SampleRun();
  const std::string first = CaseText(run.cases[0]);
  const std::vector<std::pair<std::string, std::string>> layouts = {{first + ",\n", first + ","},
                                                                    {first + ",\n", first + "\n,"},
                                                                    {"[\n" + first, "[ " + first},
                                                                    {"\n]", "]"}};
  for (const auto& [what, with] : layouts) {
    Write(Replaced(what, with));
    EXPECT_EQ(ReadRun(path_), run) << with;
  }
}

TEST_F(ResultsReaderTest, ChecksThatWereMetAreLeftOutOnDemand) {
  const std::string last = CaseText(SampleUnsupported());
  for (const std::string& text :
       {Whole(), Replaced(",\n" + last, "\n," + last), Replaced("\n{", "{")}) {
    Write(text);
    std::vector<std::size_t> checks;
    ReadResults(path_, {.on_case = [&](CaseResult&& each) { checks.push_back(each.checks.size()); },
                        .met_checks = MetChecks::kLeftOut});
    EXPECT_THAT(checks, ::testing::ElementsAre(0, 1, 0));
  }
}

TEST_F(ResultsReaderTest, CommasBetweenLinesAreMinded) {
  const std::string first = CaseText(SampleRun().cases[0]);
  EXPECT_THAT(Message(Replaced("\n]", ",\n]")), HasSubstr("syntax error"));
  EXPECT_THAT(Message(Replaced(first + ",", first)), HasSubstr("syntax error"));
  EXPECT_THAT(Message(Replaced(first + ",", first + ",,")), HasSubstr("syntax error"));
}

TEST_F(ResultsReaderTest, ACaseThatIsMalformedIsNamedBehindOthers) {
  EXPECT_THAT(Message(Replaced("\"verdict\":\"unsupported\"", "\"verdict\":\"unsuported\"")),
              AllOf(StartsWith("6: /cases/2/verdict: "), HasSubstr("unknown word")));
}

TEST_F(ResultsReaderTest, UnknownVersionIsRefused) {
  EXPECT_EQ(
      Message(Replaced("\"version\":1", "\"version\":2")),
      "1: /version: version 2 of the format is not known here, only 1; use the closespec that "
      "wrote it or a newer one");
}

TEST_F(ResultsReaderTest, AnotherKindOfFileIsRefused) {
  EXPECT_EQ(Message(Replaced("closespec-results", "junit")),
            "1: /format: not a results file of closespec: \"junit\"");
  EXPECT_EQ(Message("[]"), "1: expected an object");
  EXPECT_EQ(Message("7"), "1: expected an object");
  EXPECT_EQ(Message("{}"), "1: \"format\" is missing");
}

TEST_F(ResultsReaderTest, MissingFileIsADocumentError) {
  EXPECT_THROW(ReadRun(path_ / "missing"), DocumentError);
}

TEST_F(ResultsReaderTest, NamesLinePlaceAndWhatWasFound) {
  EXPECT_EQ(Message(Replaced("\"verdict\":\"fail\"", "\"verdict\":\"fial\"")),
            "5: /cases/1/verdict: unknown word \"fial\" (allowed: pass, permitted, deviates, "
            "inconclusive, error, fail, unsupported)");
  EXPECT_EQ(Message(Replaced("\"level\":\"SHOULD\"", "\"level\":7")),
            "4: /cases/0/checks/1/level: expected a string, found 7");
  EXPECT_EQ(Message(Replaced("\"attempts\":2", "\"attempts\":-2")),
            "5: /cases/1/attempts: expected a whole number, found -2");
  EXPECT_EQ(Message(Replaced("\"attempts\":2", "\"attempts\":99999999999")),
            "5: /cases/1/attempts: too large a number: 99999999999");
  EXPECT_EQ(Message(Replaced("\"reason\":\"needs fork\"", "\"raeson\":\"\"")),
            "6: /cases/2: unknown key \"raeson\"");
  EXPECT_EQ(Message(Replaced("\"id\":\"odd\",", "")), "6: /cases/2: \"id\" is missing");
  EXPECT_EQ(Message(Replaced("\"id\":\"odd\",", "\"id\":\"odd\",\"id\":\"odd\",")),
            "6: /cases/2: duplicate key \"id\"");
  EXPECT_EQ(Message(Replaced("\"seed\":", "\"sead\":")), "2: /run: \"seed\" is missing");
  EXPECT_EQ(Message(Replaced("\"interrupted\"", "\"interupted\"")),
            "7: unknown key \"interupted\"");
}

// What a kill in the middle of a write leaves: the ending is gone, blanks may follow.
TEST_F(ResultsReaderTest, ATornLastLineIsLeftOut) {
  closespec::Run expected = SampleRun();
  expected.finished = "";
  expected.interrupted = false;
  expected.cases.pop_back();
  const std::string whole = Whole();
  const std::size_t last = whole.find("{\"id\":\"odd\"");
  for (std::size_t cut = last - 2; cut < whole.find('}', last); ++cut) {
    Write(whole.substr(0, cut) + std::string(40, ' '));
    EXPECT_EQ(ReadRun(path_), expected) << cut;
  }
  Write(whole.substr(0, whole.find("],\"finished\"") + 5));
  EXPECT_EQ(ReadRun(path_).cases.size(), 3U);
  Write(whole.substr(0, whole.find("\"cases\":[") + 9));
  EXPECT_EQ(ReadRun(path_).cases.size(), 0U);
}

TEST_F(ResultsReaderTest, WhatNoKillLeavesIsRefused) {
  const std::string whole = Whole();
  EXPECT_EQ(Message(""), "1: the document ends early, behind 0 whole cases");
  EXPECT_EQ(Message(whole.substr(0, whole.find("\"seed\""))),
            "2: the document ends early, behind 0 whole cases");
  EXPECT_THAT(Message(Replaced("\"microseconds\":1834,", "\"microseconds\":1834")),
              StartsWith("4: /cases/0: syntax error"));
  // A bracket that is never closed takes everything behind it along.
  EXPECT_NE(Message(Replaced("\"checks\":[", "\"checks\":[[")), "accepted");
}

TEST_F(ResultsReaderTest, SyntaxErrorsAreRefused) {
  EXPECT_THAT(Message(Replaced("\"id\":\"odd\"", "\"id\":odd")),
              AllOf(StartsWith("6: /cases/2: syntax error"), HasSubstr("'\"id\":o'")));
  EXPECT_THAT(Message(Whole() + "x"), HasSubstr("syntax error"));
}

TEST_F(ResultsReaderTest, CasesBeforeTheHeadAreRefused) {
  EXPECT_EQ(Message("{\"cases\":[]}"), "1: /cases: \"format\" must stand before the cases");
  const std::string head = RunText(SampleRun());
  EXPECT_EQ(Message(head.substr(0, head.size() - 1) + "7}"), "3: /cases: expected an array");
}

TEST_F(ResultsReaderTest, ASummaryThatItsCasesContradictIsRefused) {
  EXPECT_THAT(Message(Replaced("\"verdict\":\"fail\"", "\"verdict\":\"pass\"")),
              EndsWith("/summary: does not agree with the cases"));
}

TEST_F(ResultsReaderTest, DeepNestingIsRefused) {
  EXPECT_EQ(Message("{\"run\":" + std::string(100000, '[')), "1: /run: nested too deep");
}

}  // namespace
}  // namespace closespec
