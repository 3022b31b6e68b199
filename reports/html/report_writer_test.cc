#include "reports/html/report_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class HtmlReport : public ::testing::Test {
 protected:
  HtmlReport() { fs::create_directories(folder_); }
  ~HtmlReport() override { fs::remove_all(folder_); }

  fs::path Save(const std::string& name, const closespec::Run& run) {
    fs::create_directories(folder_ / name);
    EXPECT_FALSE(WriteResults(folder_ / name / "results.json", run));
    return folder_ / name;
  }

  std::string Page(const std::vector<fs::path>& runs) {
    std::ostringstream out;
    WriteHtmlReport(out, {}, runs, folder_);
    return out.str();
  }

  // The text of a script element.
  static std::string Element(const std::string& page, const std::string& id) {
    const std::string opening = "<script type=\"application/json\" id=\"" + id + "\">";
    const std::size_t begin = page.find(opening) + opening.size();
    return page.substr(begin, page.find("</script>", begin) - begin);
  }

  fs::path folder_ =
      fs::path(::testing::TempDir()) /
      (std::string("html-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(HtmlReport, HasALineForEachCase) {
  closespec::Run run = SampleRun();
  const json report = json::parse(Element(Page({Save("one", run)}), "report"));
  ASSERT_EQ(report["cases"].size(), 1U);
  ASSERT_EQ(report["cases"][0].size(), 3U);
  // Scenario, parameters, verdict, known and run again, levels, what broke.
  EXPECT_EQ(report["cases"][0][1][1], "[unread=1,family=ipv6]");
  EXPECT_EQ(report["cases"][0][1][2], static_cast<int>(Verdict::kFail));
  EXPECT_EQ(report["cases"][0][1][3], 3);
  EXPECT_EQ(report["cases"][0][1][4], 2);
  EXPECT_EQ(report["scenarios"][1][0], "unread_data/close");
  EXPECT_EQ(report["stacks"][0]["target"], "linux");
}

TEST_F(HtmlReport, GroupsDetailsByTheBlockThatTheScriptLooksFor) {
  closespec::Run run = SampleRun();
  run.cases.assign(65, SamplePass());
  const std::string page = Page({Save("one", SampleRun()), Save("two", run)});
  EXPECT_EQ(std::ranges::count(Element(page, "d0-0"), '\n'), 3);
  EXPECT_EQ(std::ranges::count(Element(page, "d1-0"), '\n'), 64);
  EXPECT_EQ(std::ranges::count(Element(page, "d1-1"), '\n'), 1);
}

TEST_F(HtmlReport, WritesTextsThatComeAgainOnce) {
  closespec::Run run = SampleRun();
  run.cases.assign(100, SamplePass());
  const std::string page = Page({Save("one", run)});
  const std::string seen = "FIN, perhaps ACK";
  const std::size_t first = page.find(seen);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find(seen, first + 1), std::string::npos);
}

TEST_F(HtmlReport, LeadsToTheEvidenceFromWhereThePageIs) {
  const json report = json::parse(Element(Page({Save("one two", SampleRun())}), "report"));
  EXPECT_EQ(report["stacks"][0]["link"], "./one%20two");
}

// Of such a SUT nobody makes the calls: its cases have other steps than the suite says.
TEST_F(HtmlReport, ShowsTheStepsThatAServerWasAskedFor) {
  const TemporarySuite files;
  files.WriteScenario("chapter/one", R"(
    {"sut": "state", "expect": "ESTABLISHED", "if_able": true},
    {"wire": "send", "flags": "RST", "seq": "RCV.NXT+10"},
    {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "seq": "SND.NXT"})",
                      R"("wire_peer": {}, "parameters": {"opener": ["peer"]}, )");
  const Suite suite = LoadSuite(files.Folder());
  closespec::Run run = SampleRun();
  run.sut.stack = "server/echo";
  run.cases = {{.id = suite.scenarios[0].cases[0].id, .scenario = "chapter/one"}};
  std::ostringstream out;
  WriteHtmlReport(out, suite, {Save("one", run)}, folder_);
  const json details = json::parse(Element(out.str(), "d0-0"));
  std::vector<std::string> told;
  for (const json& step : details["steps"]) told.push_back(step[1]);
  EXPECT_THAT(told, ElementsAre("socket, makes c", "connect to=l", "<-- flags:RST,seq:RCV.NXT+10",
                                "--> ACK, perhaps none, seq=SND.NXT"));
  EXPECT_EQ(details["preamble"], 2);
}

TEST_F(HtmlReport, LetsNothingRunButItsOwnScript) {
  EXPECT_THAT(Page({Save("one", SampleRun())}),
              AllOf(HasSubstr("default-src 'none'; script-src 'sha256-"),
                    Not(HasSubstr("unsafe-inline")), Not(HasSubstr("http://localhost"))));
}

TEST_F(HtmlReport, RefusesEvidenceOutsideOfTheRun) {
  for (const char* stem : {"../elsewhere", "/etc/passwd", "evidence/../../x"}) {
    closespec::Run run = SampleRun();
    run.cases[1].evidence = stem;
    const fs::path folder = Save("one", run);
    try {
      Page({folder});
      ADD_FAILURE() << stem;
    } catch (const DocumentError& error) {
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("results.json: evidence of unread_data/close"), HasSubstr(stem)));
    }
  }
}

TEST_F(HtmlReport, RefusesAJournalThatIsNone) {
  closespec::Run run = SampleRun();
  run.cases[1].evidence = "evidence/x";
  const fs::path folder = Save("one", run);
  fs::create_directories(folder / "evidence");
  std::ofstream(folder / "evidence/x.journal") << "{";
  EXPECT_THROW(Page({folder}), DocumentError);
}

}  // namespace
}  // namespace closespec
