#include "suites/model/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "suites/model/document.h"
#include "suites/model/lint.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Scaffold : public ::testing::Test {
 protected:
  Scaffold() {
    // Every suite has at least one scenario.
    files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0})");
    files_.Write("preambles/established.json", R"({"title": "T", "purpose": "P",
      "preamble": "open", "steps": [{"sut": "wait_state", "state": "ESTABLISHED"}]})");
  }
  std::string ErrorOf(const std::string& id, const std::string& clause) const {
    try {
      WriteScaffold(files_.Folder(), LoadSuite(files_.Folder()), id, clause,
                    OtherSide::kSocketCalls);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "no error";
  }

  static std::vector<std::string> Warnings(const Suite& suite) {
    std::vector<std::string> texts;
    for (const Warning& each : Lint(suite, {"posix"})) texts.push_back(ToText(each));
    return texts;
  }

  TemporarySuite files_;
};

TEST_F(Scaffold, LoadsAsItIsAndIsWeakUntilItIsFilledIn) {
  WriteScaffold(files_.Folder(), LoadSuite(files_.Folder()), "b/my_case", "must",
                OtherSide::kSocketCalls);
  const Suite suite = LoadSuite(files_.Folder());
  ASSERT_EQ(suite.scenarios.size(), 2U);
  EXPECT_EQ(suite.scenarios[1].id, "b/my_case");
  EXPECT_EQ(suite.scenarios[1].title, "my case");
  EXPECT_THAT(Warnings(suite),
              ElementsAre(EndsWith("b/my_case.json:3: the purpose of \"closespec new\" unchanged"),
                          EndsWith("b/my_case.json:5: the steps of \"closespec new\" unchanged")));
}

TEST_F(Scaffold, HasNoWeaknessOnceItIsFilledIn) {
  const auto file = WriteScaffold(files_.Folder(), LoadSuite(files_.Folder()), "b/my_case", "must",
                                  OtherSide::kSocketCalls);
  std::string text = ReadFile(file, "b/my_case.json");
  for (const std::string placeholder :
       {"What goes wrong for an application", "// What leads there"}) {
    text.replace(text.find(placeholder), placeholder.size(), "// Mine");
  }
  std::ofstream(file) << text;
  EXPECT_THAT(Warnings(LoadSuite(files_.Folder())), IsEmpty());
}

TEST_F(Scaffold, OverwritesNothing) {
  EXPECT_THAT(ErrorOf("a/x", "must"), HasSubstr("a/x.json: exists already"));
}

TEST_F(Scaffold, RefusesWhatIsNoName) {
  for (const auto* id : {"x", "/x", "a/", "a/b/c", "a/My", "../x"}) {
    EXPECT_THAT(ErrorOf(id, "must"), HasSubstr("found \"" + std::string(id) + "\"")) << id;
  }
}

TEST_F(Scaffold, RefusesAFolderThatHoldsNoScenarios) {
  files_.Write("witnesses/established.json", R"({"title": "T", "purpose": "P",
    "steps": [{"sut": "wait_readable"}]})");
  files_.Write("notes/readme.txt", "no scenario");
  for (const auto* chapter : {"preambles", "witnesses", "model", "notes"}) {
    EXPECT_THAT(ErrorOf(std::string(chapter) + "/y", "must"),
                AllOf(HasSubstr("found \"" + std::string(chapter) + "\" as a chapter"),
                      HasSubstr("(allowed: \"a\")")));
  }
  EXPECT_THAT(ErrorOf("a/y", "must"), "no error");
}

TEST_F(Scaffold, RefusesAClauseThatBindsNoStack) {
  EXPECT_THAT(ErrorOf("a/y", "mutt"), HasSubstr("did you mean \"must\"?"));
  EXPECT_THAT(ErrorOf("a/y", "advice"), HasSubstr("no clause \"advice\""));
}

}  // namespace
}  // namespace closespec
